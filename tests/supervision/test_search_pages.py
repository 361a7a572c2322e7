"""Finding from the queue and among one's own reports: the words stay in the address, a reference leads to its page."""

import pytest

from boundaries.models import NamedPerson
from tests import stories
from tests.supervision.pages import browser, page

pytestmark = pytest.mark.django_db
PAGES = ["/queue/search/", "/incidents/"]


def people(sam, cara, address):
    """Whose list it is, read in English."""
    type(cara).objects.update(language="en")
    return sam if address.startswith("/queue/") else cara


@pytest.fixture
def incident(cara, sam, client_k):
    return stories.submitted(cara, client=client_k, what_happened="A parasol by the door", feelings="Ashamed")


@pytest.mark.parametrize("address", PAGES)
def test_words_and_beginnings_show_the_row_and_stay_in_the_address(cara, sam, incident, address):
    other = stories.submitted(cara, what_happened="Something else")
    text = page(people(sam, cara, address), f"{address}?q=PARA+door")
    assert incident.reference in text
    assert other.reference not in text
    assert 'value="PARA door"' in text
    assert "“PARA door”" in text


@pytest.mark.parametrize("address", PAGES)
def test_a_whole_reference_leads_straight_to_its_page(cara, sam, incident, address):
    for asked in (incident.reference, incident.reference.lower().replace("-", ""), incident.reference[3:]):
        answer = browser(people(sam, cara, address)).get(address, {"q": asked})
        assert (answer.status_code, answer.url) == (302, f"/incidents/{incident.reference}/")


def test_a_reference_behind_a_wall_is_nothing_found(cara, sam, incident):
    NamedPerson.objects.create(incident=incident, user=sam)
    text = page(sam, f"/queue/search/?q={incident.reference}")
    assert "Nothing found" in text
    assert f"/incidents/{incident.reference}/" not in text


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("asked", "said"), [("nowhere", "Try fewer words"), ("a", "two letters"), ("", "two letters")])
def test_nothing_found_says_what_to_try(cara, sam, incident, address, asked, said):
    text = page(people(sam, cara, address), f"{address}?q={asked}")
    assert said in text
    assert incident.reference not in text


@pytest.mark.parametrize("address", PAGES)
def test_the_next_page_keeps_the_words(cara, sam, address, monkeypatch):
    monkeypatch.setattr("boundaries.views.own.PAGE", 2)
    monkeypatch.setattr("supervision.views.search.PAGE", 2)
    sent = [stories.submitted(cara, what_happened="parasol & more") for _ in range(3)]
    person = people(sam, cara, address)
    first = browser(person).get(address, {"q": "parasol &"})
    text = first.content.decode()
    assert [row.reference in text for row in sent] == [False, True, True]
    assert "q=parasol+%26&amp;after=" in text
    assert first.context["first"] == ""
    second = browser(person).get(first.context["next"])
    assert [row.reference in second.content.decode() for row in sent] == [True, False, False]
    assert (second.context["first"], second.context["next"]) == (f"{address}?q=parasol+%26", "")


def test_nothing_that_was_said_and_no_clients_name_stands_among_what_is_found(sam, incident):
    text = page(sam, "/queue/search/?q=ashamed")
    assert incident.reference in text
    assert "K-031" in text
    assert [word for word in ("Szabó", "Ilona", "parasol", "Ashamed") if word in text] == []


def test_finished_reports_are_found_and_wait_for_nobody(cara, sam):
    incident = stories.closed(cara, sam, what_happened="parasol")
    text = page(sam, "/queue/search/?q=parasol")
    assert incident.reference in text
    assert "finished" in text


def test_the_field_stands_on_both_lists_and_is_labelled(cara, sam, incident):
    for person, address, action in ((sam, "/queue/", "/queue/search/"), (cara, "/incidents/", "/incidents/")):
        text = page(person, address)
        assert f'action="{action}" role="search"' in text
        assert '<label for="q">' in text
        assert text.count('id="q"') == 1


def test_what_is_typed_is_text_on_the_page(cara, sam, incident):
    for address in PAGES:
        text = page(people(sam, cara, address), f"{address}?q=%3Cscript%3Ealert(1)%3C/script%3E%22%00")
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_the_page_costs_the_same_queries_however_many_rows(cara, sam, incident, django_assert_num_queries):
    sams = browser(sam)
    sams.get("/queue/search/?q=parasol")
    with django_assert_num_queries(6):
        sams.get("/queue/search/?q=parasol")
    for _ in range(4):
        stories.submitted(cara, what_happened="parasol")
    with django_assert_num_queries(6):
        assert sams.get("/queue/search/?q=parasol").content.decode().count('class="what"') == 5


def test_who_does_not_answer_has_no_queue_to_search(cara, rita, incident):
    page(cara, "/queue/search/?q=parasol", status=403)
    page(rita, "/queue/search/?q=parasol", status=403)
