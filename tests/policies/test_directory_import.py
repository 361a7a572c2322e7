"""A list from elsewhere: shown first, then all of it or nothing; what is wrong has its row, column and reason."""

import csv
import io
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.canonical import digest
from audit.models import AuditEvent
from policies.directory import importing, sheet
from policies.models import DirectoryEntry
from tests import directory

pytestmark = pytest.mark.django_db
PATH = "/directory/edit/import/"
ROW = {
    "external_key": "night", "kind": "service", "name_en": "Night care", "what_for_en": "Somebody at night",
    "phone": "+36 1 555 01 40", "address": "1 Elm Street", "mon": "08:00-16:30", "procedure_en": "Ring.",
    "belongs_to_organisation": "yes",
}  # fmt: skip


def table(*rows, delimiter=","):
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.fixture
def send(client, petra):
    """A function: the file is shown, and done where it says so."""
    petra.language = "en"
    petra.save()
    client.force_login(petra)

    def sent(content, encoding="utf-8", **confirmed):
        content = content.encode() if isinstance(content, str) else content
        shown = client.post(PATH, {"file": SimpleUploadedFile("list.csv", content), "encoding": encoding})
        if not shown.context["content"]:
            return shown
        return client.post(PATH, {"content": shown.context["content"]} | confirmed) if confirmed or confirmed == {} else shown

    return sent


def own(organisation):
    return DirectoryEntry.objects.filter(organisation=organisation)


def faults_of(response):
    return [(fault.row, fault.column) for fault in response.context["plan"].faults]


def test_a_list_comes_twice_and_nothing_is_there_twice(send, organisation):
    assert send(table(ROW, ROW | {"external_key": "day", "name_en": "Day care"})).status_code == 302
    entry = own(organisation).get(external_key="night")
    assert (entry.phone, entry.verified_on, own(organisation).count()) == ("+36 1 555 01 40", None, 2)
    assert AuditEvent.objects.filter(act="entries_imported").last().data["new"] == 2
    before = list(own(organisation).order_by("pk").values())
    send(table(ROW, ROW | {"external_key": "day", "name_en": "Day care"}))
    assert list(own(organisation).order_by("pk").values()) == before


def test_the_preview_says_field_by_field_and_changes_nothing(client, send, organisation):
    send(table(ROW))
    file = SimpleUploadedFile("list.csv", table(ROW | {"phone": "+36 1 555 01 41", "external_key": "night"}).encode())
    page = client.post(PATH, {"file": file, "encoding": "utf-8"}).content.decode()
    assert "<del>+36 1 555 01 40</del> <ins>+36 1 555 01 41</ins>" in page
    assert own(organisation).get().phone == "+36 1 555 01 40"


def test_what_is_gone_is_let_go_only_where_somebody_ticked_it(send, organisation):
    send(table(ROW, ROW | {"external_key": "old"}))
    old = own(organisation).get(external_key="old")
    send(table(ROW))
    assert own(organisation).filter(active=True).count() == 2
    send(table(ROW), retire=[str(old.pk)])
    assert list(own(organisation).filter(active=True).values_list("external_key", flat=True)) == ["night"]
    data = AuditEvent.objects.filter(act="entries_imported").order_by("seq").last().data
    assert (data["retired"], data["gone"]) == (1, digest([str(old.pk)]))


def test_a_place_stands_in_one_row_whatever_it_is_called(send, organisation):
    send(table(ROW))
    other = ROW | {"external_key": str(own(organisation).get().pk), "phone": "+36 1 555 01 41"}
    for rows in ((ROW, other), (other, ROW)):
        assert faults_of(send(table(*rows))) == [(3, "external_key")]
    assert own(organisation).get().phone == ROW["phone"]


def test_what_goes_out_comes_in_again_unchanged(client, send, organisation, petra):
    closed = {"on": "2026-12-24", "hours": [], "note": {"en": "Holiday"}}
    hours = directory.WEEKDAYS | {"exceptions": [closed], "note": {"en": "Ring"}}
    directory.service(
        organisation, opening_hours=hours, languages=["hu", "uk"], name={"en": "=1+1", "hu": "Á"},
        procedure={"en": "First\nthen, \"this\"", "uk": "Так"}, documents=[{"en": "A", "uk": "Б"}, {"hu": "C"}], area="@north",
    )  # fmt: skip
    before = list(own(organisation).values())
    content = client.get("/directory/edit/entries.csv").content
    assert b"'=1+1" in content
    assert b",=1+1" not in content
    shown = client.post(PATH, {"file": SimpleUploadedFile("list.csv", content), "encoding": "utf-8"})
    plan = shown.context["plan"]
    assert (plan.new, plan.changed, plan.unchanged, plan.gone, plan.faults) == ([], [], 1, [], [])
    send(content)
    assert list(own(organisation).values()) == before


@pytest.mark.parametrize(("change", "place"), [
    ({"mon": "morning"}, (3, "mon")), ({"address": ""}, (3, "address")), ({"name_en": ""}, (3, "name_en")),
    ({"external_key": "night"}, (3, "external_key")), ({"external_key": ""}, (3, "external_key")),
    ({"belongs_to_organisation": "maybe"}, (3, "belongs_to_organisation")), ({"mon": ""}, (3, "mon")),
    ({"belongs_to_organisation": ""}, (3, "belongs_to_organisation")), ({"kind": "friend"}, (3, "kind")),
    ({"phone": "cara@north.example"}, (3, "phone")), ({"address": "cara@north.example"}, (3, "address")),
])  # fmt: skip
def test_one_bad_row_and_nothing_is_imported(send, organisation, cara, change, place):
    response = send(table(ROW, ROW | {"external_key": "second"} | change))
    assert response.status_code == 400
    assert place in faults_of(response)
    assert not own(organisation).exists()


@pytest.mark.parametrize(("content", "place"), [
    (table({key: text for key, text in ROW.items() if key != "phone"}), (1, "phone")),
    (table(ROW | {"colour": "red"}), (1, "colour")),
    ("", (1, "external_key")), (table(ROW).replace("\r\n", ",x\r\n", 2).replace(",x", "", 1), (2, "")), ("PK\x03\x04\0", (1, "")),
    (table(ROW).encode() + "é".encode("cp1250"), (3, "")), (table(ROW).encode("utf-16")[:-1], (0, "")),
    (b"x" * (importing.MOST_BYTES + 1), (0, "")), (table(ROW).replace("kind", "phone", 1), (1, "phone")),
])  # fmt: skip
def test_a_file_that_is_no_such_table_is_refused_with_its_row(send, organisation, content, place):
    response = send(content)
    assert (response.status_code, faults_of(response)[0]) == (400, place)
    assert not own(organisation).exists()


@pytest.mark.parametrize(("encoding", "declared", "name"), [
    ("utf-8", "utf-8", "Éjszaka"), ("utf-8-sig", "utf-8", "Нощ"), ("utf-16", "utf-8", "Ніч"), ("cp1250", "cp1250", "Ügyelet"),
    ("cp1251", "cp1251", "Нощ"), ("cp1252", "cp1252", "Jourtjänst på natten"),
])  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_letters_and_separators_of_other_programs(send, organisation, encoding, declared, name, delimiter):
    assert send(table(ROW | {"name_hu": name}, delimiter=delimiter).encode(encoding), declared).status_code == 302
    assert own(organisation).get().name["hu"] == name


def test_a_hundred_thousand_rows_are_refused_soon(send, organisation):
    began = time.monotonic()
    short = "external_key,kind,name_en,what_for_en,phone\n" + "".join(f"{n},,,,\n" for n in range(100_000))
    response = send(short)
    assert len(short) < importing.MOST_BYTES
    assert faults_of(response)
    many = table(*(ROW | {"external_key": str(number)} for number in range(importing.MOST_ROWS + 1)))
    assert faults_of(send(many)) == [(importing.MOST_ROWS + 2, "")]
    assert not own(organisation).exists()
    assert time.monotonic() - began < 60


def test_nobody_imports_what_was_not_shown_to_her(client, send, organisation, petra, sam):
    shown = client.post(PATH, {"file": SimpleUploadedFile("l.csv", table(ROW).encode()), "encoding": "utf-8"}).context["content"]
    assert client.post(PATH, {"content": shown[:-3] + "abc"}).status_code == 400
    directory.entry(organisation, external_key="night")
    again = client.post(PATH, {"content": shown})
    assert (again.status_code, len(again.context["plan"].changed)) == (400, 1)
    client.force_login(sam)
    assert client.post(PATH, {"content": shown}).status_code == 403
    assert own(organisation).get().name == {"en": "Office line"}


def test_a_plan_asks_as_little_for_many_rows_as_for_few(organisation, petra, django_assert_num_queries):
    text = table(*(ROW | {"external_key": str(number)} for number in range(300)))
    with django_assert_num_queries(2):
        assert len(importing.plan(text, organisation).new) == 300
    assert sheet.COLUMNS[0] == "external_key"
