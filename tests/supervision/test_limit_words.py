"""Words that touch a limit (CS.4, B-CS-09): a soft hint that names the limit and what to do instead, and stops nobody."""

import pytest

from boundaries.models import Incident
from policies.library import acts
from policies.library.limit_words import faulty, tidy, touched
from policies.library.loading import built_in
from policies.models import LibraryItem
from supervision import hints
from tests import stories
from tests.supervision.asking import address as api
from tests.supervision.asking import post
from tests.supervision.pages import address, browser, in_english, page, send

pytestmark = pytest.mark.django_db
SAID = {"kind": "reply", "body": "This is guaranteed to work. Does it fit?", "language": "en", "hints": "shown"}
LIMIT = "a written answer cannot do this"
LIMITS = {row["key"]: row for row in built_in() if row["kind"] == "limit"}
LANGUAGES = ("bg", "cs", "en", "hu", "sv", "uk")


def keys(user, language, text):
    return [found.item.key for found in touched(user, language, text)]


def sent(incident):
    return incident.messages.filter(kind="reply").count()


# -- what is found --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_built_in_limit_has_words_in_every_language_and_each_is_found(sam, language):
    for key, row in LIMITS.items():
        lines = row["texts"][language]["words"].splitlines()
        assert len(lines) >= 2
        for line in lines:
            text = f"Well: {line.replace('*', '').upper()}, so to say."
            assert key in keys(sam, language, text), line
            assert not faulty(line)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "It is GUARANTEED.", ["limit_guarantee"]),
        ("en", "It always  works", ["limit_guarantee"]),
        ("en", "It always\nworks", ["limit_guarantee"]),
        ("en", "It works, always.", []),
        ("en", "You suffer from depression", ["limit_diagnosis"]),
        ("en", "We sayyou suffer fromage", []),
        ("cs", "Zarucene to pomuze", ["limit_guarantee"]),
        ("cs", "Trpite depresi", ["limit_diagnosis"]),
        ("hu", "Ez garantáltan jó, mindig bevalik", ["limit_guarantee"]),
        ("sv", "Det fungerar för alla", ["limit_guarantee"]),
        ("bg", "Това ВИНАГИ помага", ["limit_guarantee"]),
        ("uk", "Ми гарантуємо це", ["limit_guarantee"]),
        ("hu", "It is guaranteed.", []),
        ("en", "", []),
    ],
)
def test_whole_words_without_regard_to_case_marks_and_endings(sam, language, text, found):
    assert keys(sam, language, text) == found


def test_a_long_text_is_looked_through_at_once(sam):
    assert keys(sam, "en", "always " * 3000 + "works") == ["limit_guarantee"]


# -- where it is said -----------------------------------------------------------------------------------------------


def test_limit_words(cara, sam):
    incident = stories.submitted(cara)
    client = browser(sam)
    answer = client.post(address(incident, "acknowledge"), SAID)
    text = answer.content.decode()
    assert (answer.status_code, sent(incident)) == (200, 0)
    assert "“guaranteed”: a written answer cannot do this: Give “guaranteed, universal advice”." in text
    assert "Offer two or three ways and say for whom each of them fits." in text
    assert SAID["body"] in text
    answer = client.post(address(incident, "acknowledge"), SAID | {"anyway": "1"})
    assert (answer.status_code, sent(incident)) == (302, 1)


def test_in_the_composer_too_and_never_in_the_way(cara, sam):
    incident = stories.submitted(cara)
    client = browser(sam)
    data = stories.typed(explanation="This always works. Does it fit?") | {"hints": "shown"}
    text = client.post(address(incident, "compose"), data).content.decode()
    assert "“always works”" in text
    assert sent(incident) == 0
    assert client.post(address(incident, "compose"), data | {"anyway": "1"}).status_code == 302
    assert sent(incident) == 1


def test_once_dismissed_it_is_not_said_again(cara, sam):
    incident = stories.submitted(cara)
    client = browser(sam)
    client.post(address(incident, "acknowledge"), SAID | {"dismiss": "1"})
    assert client.post(address(incident, "acknowledge"), SAID).status_code == 302


def test_a_text_within_the_limits_goes_at_once(cara, sam):
    incident = stories.submitted(cara)
    data = SAID | {"body": "There are two ways. Which fits?"}
    assert browser(sam).post(address(incident, "acknowledge"), data).status_code == 302


@pytest.mark.parametrize("fields", [{"safety_concern": "yes"}, {"event": "theft_or_exploitation"}])
def test_in_danger_nothing_of_it_is_said(cara, lena, fields):
    incident = stories.submitted(cara, **fields)
    assert browser(lena).post(address(incident, "acknowledge"), SAID).status_code == 302


def test_a_program_is_never_held_up(cara, sam):
    incident = stories.submitted(cara)
    post(sam, api(incident, "acknowledge/"), **{name: value for name, value in SAID.items() if name != "hints"})
    assert sent(incident) == 1


def test_the_language_of_the_text_decides(cara, sam):
    incident = stories.submitted(cara)
    found = hints.before_sending(incident, "reply", "Det fungerar alltid?", by=sam, language="sv")
    assert [hint.key for hint in found] == ["limit_guarantee"]
    assert hints.before_sending(incident, "reply", "Det fungerar alltid?", by=sam, language="en") == []


# -- whose list it is -----------------------------------------------------------------------------------------------


def form_of(key, **changed):
    texts = {code: dict(LIMITS[key]["texts"][code]) for code in LANGUAGES}
    data = {"scope": "published", "kind": "limit", "part": "", "topic": "limits", "source": ""}
    data |= {f"{name}_{code}": texts[code][name] for code in LANGUAGES for name in ("title", "instead", "words")}
    return data | changed


def test_the_policy_owner_writes_the_list_and_it_holds_from_then_on(cara, sam, petra):
    in_english(petra)
    assert "Words that touch this limit" in page(petra, "/library/edit/limit_guarantee/")
    send(
        petra,
        "/library/edit/limit_guarantee/",
        **form_of("limit_guarantee", words_en="you  will see\n\nyou will see\nnever ever"),
    )
    item = LibraryItem.objects.get(organisation=petra.organisation, key="limit_guarantee")
    assert item.texts["en"]["words"] == "you will see\nnever ever"
    assert keys(sam, "en", "You will see, it is guaranteed") == ["limit_guarantee"]
    assert touched(sam, "en", "It is guaranteed") == []
    assert "never ever" in page(sam, "/library/limit_guarantee/")
    acts.retire(item, petra)
    assert keys(sam, "en", "It is guaranteed") == ["limit_guarantee"]


def test_the_list_of_one_organisation_is_none_of_another(sam, petra, olly):
    send(petra, "/library/edit/limit_guarantee/", **form_of("limit_guarantee", words_en="never ever"))
    assert keys(olly, "en", "It is guaranteed, never ever") == ["limit_guarantee"]
    assert touched(olly, "en", "never ever") == []


@pytest.mark.parametrize(
    "words", ["*", "a*", "gua*tee", "x" * 81, "* *", "\n".join(f"word{number}" for number in range(61))]
)
def test_what_would_touch_everything_is_refused(petra, words):
    in_english(petra)
    text = send(petra, "/library/edit/limit_guarantee/", 200, **form_of("limit_guarantee", words_en=words))
    assert "This cannot be looked for" in text
    assert not LibraryItem.objects.filter(organisation=petra.organisation).exists()


@pytest.mark.parametrize("name", ["title_hu", "instead_uk"])
def test_a_limit_needs_six_languages(petra, name):
    in_english(petra)
    assert "Missing in" in send(
        petra, "/library/edit/limit_guarantee/", 200, **form_of("limit_guarantee", **{name: " "})
    )


def test_a_list_may_be_empty(sam, petra):
    send(
        petra,
        "/library/edit/limit_guarantee/",
        **form_of("limit_guarantee", **{f"words_{code}": "" for code in LANGUAGES}),
    )
    assert touched(sam, "en", "It is guaranteed") == []


def test_nobody_but_a_policy_owner_writes_one(sam, cara, olly):
    for person, status in ((sam, 404), (cara, 403)):
        send(person, "/library/edit/limit_guarantee/", status, **form_of("limit_guarantee"))
    assert "/library/edit/limit_guarantee/" not in page(sam, "/library/limit_guarantee/")
    assert not LibraryItem.objects.filter(organisation__isnull=False).exists()


def test_words_are_kept_each_once():
    assert tidy(" a  b \n\na b\nc") == "a b\nc"


def test_hints_are_silent_where_a_fact_is_asked_for(cara, sam):
    incident = stories.submitted(cara)
    said = {"by": sam, "language": "en", "contact_type": "informative"}
    assert hints.before_sending(incident, "reply", "It is guaranteed", **said) == []
    assert LIMIT in hints.before_sending(incident, "reply", "It is guaranteed?", by=sam, language="en")[0].text
    assert Incident.objects.get(pk=incident.pk).contact_type == ""
