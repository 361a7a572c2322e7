"""Pages of the directory: finding where to turn, one entry, reporting a mistake, and looking after all of them."""

import datetime

import pytest

from policies.models import DirectoryEntry
from tests import directory

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 6, 1, 10, 0, tzinfo=datetime.UTC)  # a Monday, 12:00 in Budapest
FORM = {
    "kind": "service", "name_en": "Night care", "what_for_en": "Somebody at night", "phone": "+36 1 555 01 40",
    "is_owned_by_organisation": "on", "address": "1 Elm Street", "procedure_en": "Ring.", "appointment": "by_phone",
    "mon": "8-12, 13-16:30", "documents_en": "Identity card\nLetter", "languages": "hu, uk",
    "date_on_0": "2026-12-24", "date_hours_0": "", "date_on_1": "", "date_hours_1": "",
}  # fmt: skip


@pytest.fixture
def petras(client, petra):
    petra.language = "en"
    petra.save()
    client.force_login(petra)
    return client


def text(response):
    return response.content.decode()


def test_open_ones_come_first_and_it_says_so(client, sam, organisation, time_machine):
    time_machine.move_to(NOON, tick=False)
    directory.entry(organisation, name={"en": "Evening line"}, opening_hours={"mon": [["18:00", "20:00"]]}, order=1)
    directory.entry(organisation, name={"en": "Day line"}, order=2)
    client.force_login(sam)
    page = text(client.get("/directory/"))
    assert page.index("Day line") < page.index("Evening line")
    assert "open now" in page
    assert "opens today 18:00" in page
    assert "Evening line" not in text(client.get("/directory/", {"open": "1"}))


@pytest.mark.parametrize("words", ["pecovatel", "Pečovatelka nocni", "ügyfel", "клієнт", "elm"])
def test_it_is_found_without_accents_by_the_beginnings_of_words(client, sam, organisation, words):
    names = {"en": "Night care", "cs": "Noční pečovatelka", "hu": "Ügyfélszolgálat", "uk": "Для клієнтів"}
    directory.service(organisation, name=names, address="1 Elm Street")
    directory.entry(organisation, name={"en": "Something else"})
    client.force_login(sam)
    page = text(client.get("/directory/", {"q": words}))
    assert "Night care" in page
    assert "Something else" not in page


def test_an_entry_says_what_somebody_needs_to_go_there(client, sam, petra, organisation):
    entry = directory.service(organisation, verified_by=petra, specialist_name="Anna Kiss")
    client.force_login(sam)
    page = text(client.get(f"/directory/{entry.pk}/"))
    for said in ("1 Elm Street", "Ring and say your name", "Your identity card", "Anna Kiss", "Petra", "Appointment by phone"):
        assert said in page


def test_what_is_not_offered_is_open_to_whoever_looks_after_it_alone(client, sam, petra, organisation):
    entry = directory.entry(organisation, verified_on=None)
    for person, status in ((sam, 404), (petra, 200)):
        client.force_login(person)
        assert client.get(f"/directory/{entry.pk}/").status_code == status


@pytest.mark.parametrize("path", ["", "mistake/"])
def test_another_organisations_entry_is_not_there(client, olly, organisation, path):
    entry = directory.entry(organisation)
    client.force_login(olly)
    response = client.post(f"/directory/{entry.pk}/{path}", {"text": "x"}) if path else client.get(f"/directory/{entry.pk}/")
    assert response.status_code == 404


def test_a_reader_reports_a_mistake_and_it_is_to_be_checked(client, sam, organisation):
    entry = directory.entry(organisation)
    client.force_login(sam)
    refused = client.post(f"/directory/{entry.pk}/mistake/", {"text": "Ring Eva on +36 20 123 4567"})
    assert (refused.status_code, "without it" in text(refused)) == (400, True)
    assert client.post(f"/directory/{entry.pk}/mistake/", {"text": "Closed on <b>Mondays</b>"}).status_code == 302
    assert "To be checked" in text(client.get("/directory/"))
    entry.refresh_from_db()
    assert entry.doubt == "Closed on <b>Mondays</b>"


def test_an_entry_is_written_verified_and_let_go(petras, organisation):
    assert petras.post("/directory/edit/new/", FORM).status_code == 302
    entry = DirectoryEntry.objects.get(organisation=organisation)
    assert entry.opening_hours == {
        "mon": [["08:00", "12:00"], ["13:00", "16:30"]], "exceptions": [{"on": "2026-12-24", "hours": []}]
    }  # fmt: skip
    assert entry.documents == [{"en": "Identity card"}, {"en": "Letter"}]
    assert (entry.languages, entry.verified_on) == (["hu", "uk"], None)
    assert "Not verified" in text(petras.get("/directory/edit/"))
    petras.post(f"/directory/edit/{entry.pk}/verify/", {"revision": entry.revision})
    assert DirectoryEntry.objects.offered_to(organisation).filter(pk=entry.pk).exists()
    petras.post(f"/directory/edit/{entry.pk}/retire/", {"reason": "Moved away"})
    assert not DirectoryEntry.objects.offered_to(organisation).filter(pk=entry.pk).exists()
    assert "Moved away" in text(petras.get("/directory/edit/", {"show": "retired"}))


def test_the_form_gives_back_what_stands_there_and_saving_it_changes_nothing(petras, organisation):
    petras.post("/directory/edit/new/", FORM | {"verify": "1"})
    entry = DirectoryEntry.objects.get(organisation=organisation)
    shown = petras.get(f"/directory/edit/{entry.pk}/").context["form"]
    said = {field.html_name: field.value() for field in shown if field.value() not in (None, False, "")}
    petras.post(f"/directory/edit/{entry.pk}/", said | {"revision": entry.revision})
    again = DirectoryEntry.objects.get(pk=entry.pk)
    assert (again.revision, again.verified_on) == (entry.revision, entry.verified_on)
    petras.post(f"/directory/edit/{entry.pk}/", said | {"revision": entry.revision, "phone": "+36 1 555 01 99"})
    again.refresh_from_db()
    assert (again.revision, again.verified_on, again.phone) == (2, None, "+36 1 555 01 99")


@pytest.mark.parametrize(("field", "value", "place"), [
    ("mon", "morning", "mon"), ("phone", "", "phone"), ("address", "", "address"), ("procedure_en", "", "procedure_en"),
    ("is_owned_by_organisation", "", "is_owned_by_organisation"), ("email", "petra@north.example", "email"),
    ("name_en", "", "name_en"), ("date_on_0", "soon", "date_on_0"), ("kind", "private", "kind"),
    ("date_hours_1", "8-12", "date_on_1"), ("specialist_name", "Petra <petra@north.example>", "specialist_name"),
])  # fmt: skip
def test_what_is_wrong_stands_at_its_field_and_nothing_is_saved(petras, petra, field, value, place):
    response = petras.post("/directory/edit/new/", FORM | {field: value})
    assert response.status_code == 400
    assert place in response.context["form"].errors
    assert not DirectoryEntry.objects.filter(organisation=petra.organisation).exists()


def test_two_who_change_it_at_once_do_not_write_over_each_other(petras, organisation):
    entry = directory.service(organisation)
    first = petras.post(f"/directory/edit/{entry.pk}/", FORM | {"revision": 1})
    second = petras.post(f"/directory/edit/{entry.pk}/", FORM | {"revision": 1, "phone": "+36 1 555 01 77"})
    assert (first.status_code, second.status_code) == (302, 400)
    assert "meanwhile" in text(second)
    entry.refresh_from_db()
    assert entry.phone == "+36 1 555 01 40"


def test_pages_ask_the_database_as_often_for_many_entries_as_for_few(petras, organisation, petra, django_assert_max_num_queries):
    for number in range(25):
        directory.service(organisation, name={"en": f"Place {number}"}, verified_by=petra, doubt="?")
    for path in ("/directory/", "/directory/edit/"):
        with django_assert_max_num_queries(14):
            petras.get(path)


def test_the_day_of_review_comes_and_goes(client, sam, organisation, time_machine):
    entry = directory.entry(organisation)
    client.force_login(sam)
    for days, is_there, is_marked in ((90, True, False), (91, True, True), (104, True, True), (106, False, False)):
        time_machine.move_to(datetime.datetime(2026, 1, 2, 12, tzinfo=datetime.UTC) + datetime.timedelta(days=days), tick=False)
        DirectoryEntry.objects.filter(pk=entry.pk).update(verified_on="2026-01-02", review_due_on="2026-04-02")
        client.force_login(sam)
        page = text(client.get("/directory/"))
        assert (f"entry-{entry.pk}" in page, "To be checked" in page) == (is_there, is_marked), days
