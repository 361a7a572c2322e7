"""Translations are compiled by our own command and found by the site."""

import gettext
from io import StringIO

from django.core.management import call_command

SOURCE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;\\n"

msgid "%(count)s day"
msgid_plural "%(count)s days"
msgstr[0] "%(count)s den"
msgstr[1] "%(count)s dny"
msgstr[2] "%(count)s dní"

#, fuzzy
msgid "Unsure"
msgstr "Snad"
"""


def test_a_catalogue_is_compiled_with_its_plural_forms_and_without_fuzzy_texts(tmp_path, settings):
    folder = tmp_path / "cs" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(SOURCE)
    settings.LOCALE_PATHS = [tmp_path]
    call_command("compile_catalogues", stdout=StringIO())
    with (folder / "django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    assert [catalogue.ngettext("%(count)s day", "%(count)s days", n).split()[1] for n in (1, 3, 5)] == ["den", "dny", "dní"]
    assert catalogue.gettext("Unsure") == "Unsure"
