"""What keeps a text from being kept or published, by the name of its field."""

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from policies.contact_data import contact_data_in
from policies.library.filling import gaps
from policies.models import DirectoryEntry, LibraryItem

LONGEST_TITLE, LONGEST_BODY = 120, 4000
LANGUAGES = dict(settings.LANGUAGES)
# those whose texts are a title and a body; the other kinds have a form of their own and come built in
WRITABLE = ("prepared_text", "statement", "question", "exercise", "example", "leaflet")
MOST_OF_ONES_OWN = 300


def faults(texts, scope, organisation) -> dict[str, str]:
    """Field -> what is wrong. A text for oneself may be in one language; a published one is in all of them."""
    found = {}
    for language in LANGUAGES:
        found |= _of_language(language, texts.get(language), scope)
    if not texts:
        found["body_" + settings.LANGUAGES[0][0]] = _("Please write the text in at least one language.")
    if scope != LibraryItem.Scope.PERSONAL:
        found |= contact_data(texts, organisation)
    return found | _uneven_gaps(texts)


def _of_language(language, text, scope):
    if text is None:
        is_missing = scope == LibraryItem.Scope.PUBLISHED
        return {f"title_{language}": missing_in(language)} if is_missing else {}
    return {f"{name}_{language}": missing_in(language) for name in ("title", "body") if not text[name].strip()}


def missing_in(language) -> str:
    return _("Missing in %(language)s.") % {"language": LANGUAGES[language]}


def contact_data(texts, organisation) -> dict[str, str]:
    """B-HU-10: numbers and addresses belong into the directory, where somebody keeps them right."""
    rows = DirectoryEntry.objects.offered_to(organisation).values_list("phone", "specialist_phone", "email")
    known = {value for row in rows for value in row if value}
    emails = {value.casefold() for value in known if "@" in value}
    found = {}
    for language, text in texts.items():
        for name in ("title", "body"):
            foreign = [piece for piece in contact_data_in(text[name], known) if piece.casefold() not in emails]
            if foreign:
                said = {"found": foreign[0]}
                found[f"{name}_{language}"] = _("“%(found)s” looks like contact data. Enter it in the directory.") % said
    return found


def _uneven_gaps(texts):
    """The same gaps in every language, or a message would lack something in one of them."""
    by_language = {language: set(gaps(text["body"])) for language, text in texts.items()}
    everywhere = set().union(*by_language.values())
    return {
        f"body_{language}": _("This gap is missing here: %(gaps)s") % {"gaps": _in_braces(everywhere - own)}
        for language, own in by_language.items()
        if everywhere - own
    }


def _in_braces(names) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def key_for(title) -> str:
    return slugify(title)[:40] or "text"
