"""Hostile texts through every field of a record: each page, document, mail and list shows them as the text they are."""

import re
from html.parser import HTMLParser

import pytest

from accounts.plain_text import plain_text
from audit.door import perform, record
from boundaries.models import Incident, NamedPerson
from supervision import notices
from supervision.exports.record import record_document
from supervision.exports.render import record_pdf
from supervision.models import Export
from tests import hostile, stories
from tests.supervision.pages import browser
from tests.supervision.reading import text_of

pytestmark = pytest.mark.django_db
CORPUS = hostile.corpus()
LONG = (
    "what_happened", "request_verbatim", "own_observations", "feelings", "stated_reason", "response_given", "expectation_text",
)  # fmt: skip
SHOWN = ("what_happened", "request_verbatim", "own_observations", "feelings", "response_given", "expectation_text")


def everything(name):
    """The whole corpus in one text, under the name of the field that it stands in."""
    return plain_text("\n".join([f"[{name}]", *CORPUS]))


def harmless(name):
    """The same lines without a single dangerous sign."""
    return re.sub(r"[^\s]", "x", everything(name))


def story(cast, text, reporter="cara", meanwhile=lambda: None):
    """A report with this text in every field that somebody can write in, decided and resolved; meanwhile the worker works."""
    cara, sam, lena = cast[reporter], cast["sam"], cast["lena"]
    fields = {name: text(name) for name in LONG} | {"reason_given": True}
    short = {"client_missing_reason": text("")[:200], "reach_safely": text("")[:200], "staff_part": "named"}
    draft = stories.draft(cara, **fields, **short)
    named = NamedPerson(incident=draft, part="other")
    named.name = "Zoë <b>Quux</b> {{ x }}"  # masked where names are: no word of the corpus
    named.save()
    draft.answers.filter(clause__number=1).update(note=text("note"))
    incident = perform(draft, "submit", by=cara)
    meanwhile()
    told = {"body": text("first answer"), "language": "en", "kind": "reply"}
    incident = perform(incident, "acknowledge", by=sam, message=told)
    record(incident, "write", by=cara, body=text("further message"), language="hu")
    record(incident, "add_information", by=cara, text=text("addendum"), language="hu", corrects=None)
    meanwhile()
    incident = perform(incident, "escalate", by=sam, to=lena, reason=text("escalation"))
    meanwhile()
    told = {"body": text("decision"), "language": "en", "kind": "reply"}
    incident = perform(incident, "decide", by=lena, reason=text("decision"), message=told, next_person=sam)
    told = {"body": text("result"), "language": "en"}
    stories.measured(incident, sam)
    incident = perform(incident, "resolve", by=sam, message=told, **(stories.RESULT | {"reason": text("result")}))
    record(incident, "enter_in_care_record", by=cara, reference=text("")[:60], note=text("")[:200])
    meanwhile()
    return incident


class Page(HTMLParser):
    """A page's text, and its elements with the names of their attributes."""

    def __init__(self, markup):
        super().__init__()
        self.elements, self.words = [], []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, tuple(sorted(name for name, _value in attrs))))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return together(" ".join(self.words))


def together(text):
    return "".join(text.split())


def pages(incident):
    root = f"/incidents/{incident.reference}/"
    return {"cara": (root, f"{root}receipt/"), "sam": (root, f"{root}export/", f"{root}add/"), "lena": (root,), "rita": (root,)}


def shown(cast, incident, name, address):
    answer = browser(cast[name]).get(address)
    assert answer.status_code == 200, address
    return Page(answer.content.decode())


def test_there_are_enough_of_them():
    assert len(CORPUS) >= 300
    assert len(set(CORPUS)) == len(CORPUS)


def test_pages_have_the_same_elements_as_with_harmless_words(cast):
    """Whoever is asked has a report already, and nothing is new to anybody: both pages then say the same beside the texts."""
    stories.submitted(cast["cara"])
    evil, good = story(cast, everything), story(cast, harmless)
    for person in cast.values():
        notices.mark_all_read(person)
    for (name, addresses), twins in zip(pages(evil).items(), pages(good).values(), strict=True):
        for address, twin in zip(addresses, twins, strict=True):
            assert shown(cast, evil, name, address).elements == shown(cast, good, name, twin).elements, (name, address)


@pytest.mark.parametrize("name", ["cara", "sam", "lena"])
def test_pages_show_every_text_as_it_was_written(cast, name):
    incident = story(cast, everything)
    page = shown(cast, incident, name, f"/incidents/{incident.reference}/").text
    wanted = [*SHOWN, "first answer", "further message", "addendum", "decision", "result"]
    wanted += [] if name == "cara" else ["escalation"]
    assert [field for field in wanted if together(everything(field)) not in page] == []
    assert "&lt;" not in page.replace(together("&lt;b&gt;"), "").replace(together("&#60;b&#62;"), "")


def test_the_form_gives_back_every_text_as_it_was_written(cast):
    draft = stories.draft(cast["cara"], **{name: everything(name) for name in LONG})
    for address in (f"/incidents/drafts/{draft.pk}/", f"/incidents/drafts/{draft.pk}/check/"):
        page = Page(browser(cast["cara"]).get(address).content.decode())
        wanted = [name for name in SHOWN if together(everything(name)) not in page.text]
        assert wanted == [], address


def test_short_fields_show_each_text_as_it_was_written(cast):
    """Fields of 200 characters take the corpus piece by piece."""
    client = browser(cast["cara"])
    draft = stories.draft(cast["cara"])
    pieces = [plain_text(text) for text in CORPUS if plain_text(text).strip()]
    for start in range(0, len(pieces), 6):
        text = " ¦ ".join(pieces[start : start + 6])[:200]
        Incident.objects.filter(pk=draft.pk).update(client_missing_reason=text, reach_safely=text)
        page = Page(client.get(f"/incidents/drafts/{draft.pk}/check/").content.decode()).text
        assert page.count(together(text)) >= 2, text


@pytest.mark.parametrize("profile", [Export.Profile.IDENTIFIED, Export.Profile.REPORTER])
def test_the_document_prints_every_text_as_it_was_written(cast, drawing, profile):
    """Signs that no letter of the font can show are left out; long texts end with how much is attached."""
    incident = story(cast, lambda name: everything(name)[:3_000])
    printed = together(text_of(record_pdf(record_document(incident, language="en", profile=profile))))
    for line in everything("what_happened")[:2_900].splitlines():
        plain = together("".join(sign for sign in line if sign.isascii() and sign.isprintable()))
        assert plain in printed or not line.isascii(), line


def said(mail):
    """Whom it reaches and what it says, in both its forms."""
    parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*mail.recipients, *(str(mail[name]) for name in ("From", "To", "Cc", "Bcc", "Subject")), *parts])


def test_mails_say_the_same_as_with_harmless_words(cast, mailbox):
    """Sent before what they tell is dealt with: a mail about what is done with is not sent any more."""
    from supervision.delivery import deliver_due

    sent = []
    for text in (everything, harmless):
        incident = story(cast, text, meanwhile=deliver_due)
        sent.append([said(mail).replace(incident.reference, "REFERENCE") for mail in mailbox.messages])
        mailbox.messages.clear()
    assert sent[0] == sent[1]
    assert len(sent[0]) >= 6
