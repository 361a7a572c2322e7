"""The history of policies: who reads it, what each version tells, filters, the file with its event, a constant cost."""

import csv
import datetime
import io
import zoneinfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.door import record
from audit.models import AuditEvent
from boundaries.models import ReasonedException
from policies.editing.document import document_of
from policies.models import Clause, PolicyVersion, ReadTask
from supervision import clock
from supervision.policy_history import history
from tests import stories
from tests import wordings as plain
from tests.norms import norm
from tests.policies import wordings
from tests.supervision.asking import get
from tests.supervision.auditing import mandated
from tests.supervision.pages import browser, in_english, page

HISTORY, TABLE, API = "/register/policies/", "/register/policies.csv", "/api/v1/register/policies/"
DAY = datetime.timedelta(days=1)
pytestmark = pytest.mark.django_db


def table(person, address=TABLE):
    answer = browser(person).get(address)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def rows(person, **query):
    return get(person, API, **query)["results"]


def of(person, slug, number=1):
    [row] = [row for row in rows(person, policy=slug) if row["number"] == number and row["is_own"]]
    return row


def amended():
    """The gift protocol with one step gone, one new at the end, one with other words in one language, and another title."""
    document = wordings.gift_protocol(
        title=wordings.in_six("Gifts and loans"), change_note=wordings.in_six("Loans too")
    )
    clauses = [row for row in document["clauses"] if row["key"] != "offer"]
    clauses[0]["texts"]["sv"]["instruction"] = "Tacka vänligt."
    document["clauses"] = [*clauses, wordings.step("write", "with_organisation")]
    return document


# -- who ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "status"),
    [("rita", 200), ("lena", 200), ("sam", 403), ("cara", 403), ("petra", 403), ("ada", 403)],
)
def test_it_is_for_those_who_read_the_register(cast, name, status):
    for address in (HISTORY, TABLE, API, "/api/v1/register/policies.csv"):
        assert browser(cast[name]).get(address).status_code == status, address


def test_policies_of_another_organisation_are_not_there(petra, lena, olly):
    wordings.published(petra, lena)
    assert "Gifts" in page(in_english(lena), HISTORY)
    assert not [row for row in history.versions(olly.organisation) if row.policy.slug == "gifts"]
    olly.roles = ["lead"]
    olly.save()
    assert "Gifts (en)" not in page(in_english(olly), HISTORY)
    assert not [row for row in rows(olly) if row["is_own"]]


def test_an_auditor_reads_it_under_her_mandate_and_not_after_it(rita, lena):
    mandated(rita, lena, days=2, kinds=["small_gift"])
    page(rita, HISTORY)
    with time_machine.travel(timezone.now() + 3 * DAY):
        for address in (HISTORY, TABLE, API):
            assert browser(rita).get(address).status_code == 403, address


def test_the_register_and_the_auditors_home_lead_there(rita):
    assert f'href="{HISTORY}"' in page(rita, "/register/")
    assert f'href="{HISTORY}"' in page(rita, "/")


# -- what a version tells -------------------------------------------------------------------------------------------


def test_who_wrote_and_who_approved_it_with_its_digest(petra, lena, rita):
    version = wordings.published(petra, lena)
    row = of(rita, "gifts")
    assert (row["author"], row["proposed_by"], row["approved_by"]) == tuple(
        person.short_name for person in (petra, petra, lena)
    )
    assert (row["state"], row["is_by_sole_person"], row["digest"]) == ("in_force", False, version.content_digest)
    text = page(in_english(rita), HISTORY)
    for words in (
        f"Written by: {petra.short_name}",
        f"Approved by: {lena.short_name}",
        version.content_digest,
        "in force",
    ):
        assert words in text, words
    assert "By one person alone" not in text


def test_what_one_person_alone_published_is_marked(petra, rita):
    wordings.proposed(petra)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25)):
        assert clock.run().failed == []
        row = of(rita, "gifts")
        assert (row["is_by_sole_person"], row["approved_by"], row["author"]) == (True, "", petra.short_name)
        assert "By one person alone" in page(in_english(rita), HISTORY)
        assert [one["By one person alone"] for one in table(in_english(rita)) if one["Whose"] == "your own"] == ["yes"]


def test_changes_are_counted_whatever_the_language_they_were_made_in(petra, lena, rita):
    wordings.published(petra, lena)
    wordings.published(petra, lena, amended())
    first, second = of(rita, "gifts"), of(rita, "gifts", 2)
    names = ("is_first", "clauses", "added", "changed", "removed", "is_around_changed")
    assert [first[name] for name in names] == [True, 11, 11, 0, 0, False]
    assert [second[name] for name in names] == [False, 11, 1, 1, 1, True]
    text = page(in_english(rita), f"{HISTORY}?policy=gifts")
    assert "First version, 11 clauses" in text
    assert "1 added, 1 changed, 1 removed, the words around the clauses" in text
    assert "Loans too (en)" in text


def test_a_clause_at_another_place_is_a_change_and_the_same_wording_is_none(petra, lena, rita):
    wordings.published(petra, lena)
    moved = wordings.gift_protocol()
    moved["clauses"][1], moved["clauses"][2] = moved["clauses"][2], moved["clauses"][1]
    wordings.published(petra, lena, moved)
    assert of(rita, "gifts", 2)["changed"] == 1
    wordings.published(petra, lena, moved)
    assert [of(rita, "gifts", 3)[name] for name in ("added", "changed", "removed")] == [0, 0, 0]
    assert "No clause changed" in page(in_english(rita), HISTORY)


def test_a_page_that_begins_in_between_still_compares_with_the_version_before(petra, lena, rita, monkeypatch):
    wordings.published(petra, lena)
    wordings.published(petra, lena, amended())
    monkeypatch.setattr(history, "PAGE", 1)
    [row] = rows(rita, policy="gifts")
    assert (row["number"], row["added"], row["removed"]) == (2, 1, 1)


def test_days_are_whole_and_by_the_organisations_clock(organisation, rita):
    zone = zoneinfo.ZoneInfo(organisation.time_zone)
    first = datetime.datetime(2026, 3, 1, 23, 30, tzinfo=zone)
    plain.version(organisation, begin=first)
    plain.version(organisation, begin=datetime.datetime(2026, 3, 6, 0, 0, tzinfo=zone))
    plain.version(organisation, begin=datetime.datetime(2026, 3, 9, 14, 0, tzinfo=zone))
    days = [(row["number"], row["in_force_from"], row["in_force_until"]) for row in rows(rita, policy="gifts")]
    assert days == [(3, "2026-03-09", None), (2, "2026-03-06", "2026-03-09"), (1, "2026-03-01", "2026-03-05")]


def test_what_was_ended_says_by_whom_and_why_and_what_never_came_says_so(petra, lena, rita):
    version = wordings.published(petra, lena, take_effect_at=timezone.now() + 5 * DAY)
    assert of(rita, "gifts")["state"] == "coming"
    record(petra.organisation, "retire_policy", by=petra, policy=version.policy_id, reason="A better one is written.")
    row = of(rita, "gifts")
    assert (row["state"], row["in_force_until"], row["retired_by"]) == ("never", None, petra.short_name)
    text = page(in_english(rita), HISTORY)
    assert "never came into force" in text
    assert "A better one is written." in text


def test_a_built_in_one_behind_ones_own_is_not_said_to_hold(petra, lena, rita):
    [builtin] = rows(rita, policy="phone-number")
    assert (builtin["state"], builtin["is_own"], builtin["approved_by"]) == ("in_force", False, "")
    document = document_of(PolicyVersion.objects.get(policy__slug="phone-number", number=builtin["number"]))
    wordings.published(petra, lena, document)
    states = {row["is_own"]: row["state"] for row in rows(rita, policy="phone-number")}
    assert states == {True: "in_force", False: "own_instead"}


def test_how_many_of_those_who_were_asked_have_read_it(petra, lena, cara, sam, tom, rita):
    version = wordings.published(petra, lena)
    tasks = {task.user_id: task for task in ReadTask.objects.filter(version=version)}
    everybody = len(tasks)
    for person in (cara, sam):
        record(cara.organisation, "read_version", by=person, task=tasks[person.pk].pk, language="en")
    assert (of(rita, "gifts")["read"], of(rita, "gifts")["asked"]) == (2, everybody)
    sam.is_active = tom.is_active = False  # one has read it and one has not
    sam.save(), tom.save()
    assert (of(rita, "gifts")["read"], of(rita, "gifts")["asked"]) == (2, everybody - 1)
    assert f"2 of {everybody - 1}" in page(in_english(rita), HISTORY)
    wordings.published(petra, lena, amended())  # whoever has not read the former one is still counted with it
    assert (of(rita, "gifts")["read"], of(rita, "gifts")["asked"]) == (2, everybody - 1)


def test_approved_exceptions_are_counted_with_the_version_and_walls_hold(
    cara, sam, tom, lena, client_k, organisation, rita
):
    clause = norm(organisation)[2]
    asked = {"purpose": "The rule does not fit.", "done_instead": "The office forwarded calls."}
    slug = clause.version.policy.slug
    incident = stories.answered(cara, sam, client=client_k)
    record(incident, "ask_exception", by=sam, clause=clause, **asked)
    assert of(rita, slug)["exceptions"] == 0
    record(incident, "approve_exception", by=lena, text="Allow an office number.")
    assert of(rita, slug)["exceptions"] == of(lena, slug)["exceptions"] == 1
    incident.named.create(user=rita)
    assert ReasonedException.objects.get().is_approved
    assert (of(rita, slug)["exceptions"], of(lena, slug)["exceptions"]) == (0, 1)


def test_under_a_mandate_only_exceptions_within_it_are_counted(cara, sam, lena, client_k, organisation, rita):
    clause = norm(organisation)[2]
    incident = stories.answered(cara, sam, client=client_k)
    record(incident, "ask_exception", by=sam, clause=clause, purpose="It does not fit.", done_instead="Something else.")
    record(incident, "approve_exception", by=lena, text="Allow an office number.")
    mandated(rita, lena, kinds=["small_gift"])
    assert of(rita, clause.version.policy.slug)["exceptions"] == 0


# -- filters, pages, file -------------------------------------------------------------------------------------------


def test_a_period_finds_what_was_in_force_in_it(organisation, rita):
    zone = zoneinfo.ZoneInfo(organisation.time_zone)
    for month in (1, 3, 5):
        plain.version(organisation, begin=datetime.datetime(2026, month, 1, tzinfo=zone))
    for query, numbers in (
        ({}, [3, 2, 1]), ({"since": "2026-02-01", "until": "2026-02-28"}, [1]), ({"until": "2025-12-31"}, []),
        ({"since": "2026-03-01"}, [3, 2]), ({"until": "2026-03-01"}, [2, 1]),
        ({"since": "2026-02-28", "until": "2026-03-01"}, [2, 1]),
        ({"since": "2030-01-01"}, [3]),
    ):  # fmt: skip
        assert [row["number"] for row in rows(rita, policy="gifts", **query)] == numbers, query
        address = f"{TABLE}?policy=gifts&" + "&".join(f"{name}={value}" for name, value in query.items())
        assert [int(row["Version"]) for row in table(in_english(rita), address)] == numbers, query


def test_one_policy_is_found_by_its_name_and_offered_by_its_title(organisation, rita):
    plain.version(organisation, "gifts")
    plain.version(organisation, "visits", title="Visits at home")
    text = page(in_english(rita), f"{HISTORY}?policy=visits")
    assert "<strong>Visits at home (en)</strong>" in text
    assert "<strong>Gifts (en)</strong>" not in text
    assert '<option value="visits" selected>Visits at home (en)</option>' in text


@pytest.mark.parametrize("query", ["since=yesterday", "until=2026-13-01", "policy=nobody-has-it"])
def test_a_filter_without_sense_is_a_message_and_no_failure(rita, query):
    assert 'id="errors"' in page(in_english(rita), f"{HISTORY}?{query}")
    assert browser(rita).get(f"{TABLE}?{query}").status_code == 302
    assert browser(rita).get(f"{API}?{query}").status_code == 400
    assert not AuditEvent.objects.filter(act="register_exported").exists()


def test_pages_follow_each_other_newest_first(organisation, rita, monkeypatch):
    monkeypatch.setattr(history, "PAGE", 2)
    for number in range(5):
        plain.version(organisation, begin=timezone.now() + number * DAY)
    found, after = [], ""
    for _ in range(3):
        answer = get(rita, API, policy="gifts", **({"after": after} if after else {}))
        found += [row["number"] for row in answer["results"]]
        after = answer["next"].split("after=")[1].split("&")[0].replace("%3D", "=") if answer["next"] else ""
    assert found == [5, 4, 3, 2, 1]
    assert answer["count"]["count"] == 5
    assert "after=" in page(rita, f"{HISTORY}?policy=gifts")


def test_a_formula_stays_text_and_the_file_says_what_the_page_says(organisation, petra, lena, rita):
    version = wordings.published(petra, lena)
    plain.version(organisation, "visits", title="=HYPERLINK(1)", change="+1")
    [row] = table(in_english(rita), f"{TABLE}?policy=visits")
    assert (row["Policy or protocol"], row["What is different"]) == ("'=HYPERLINK(1) (en)", "'+1 (en)")
    [row] = table(rita, f"{TABLE}?policy=gifts")
    assert (row["Clauses"], row["Clauses added"], row["Digest of the content"]) == ("11", "11", version.content_digest)
    assert (row["Written by"], row["Approved by"]) == (petra.short_name, lena.short_name)


def test_taking_it_is_recorded_before_its_first_row(rita):
    browser(rita).get(f"{TABLE}?policy=phone-number&since=2026-01-01")
    browser(rita).get("/api/v1/register/policies.csv")
    kept = [event.data["filters"] for event in AuditEvent.objects.filter(act="register_exported").order_by("at")]
    assert kept == [
        {"policy": "phone-number", "since": "2026-01-01", "list": "policies", "file": "csv"},
        {"list": "policies", "file": "csv"},
    ]  # fmt: skip


def test_it_costs_the_same_queries_however_many_versions(organisation, petra, lena, rita):
    ritas, counts = browser(rita), []
    wordings.published(petra, lena)
    wordings.published(petra, lena, amended())
    ritas.get(HISTORY)
    for size in (6, 0):
        with CaptureQueriesContext(connection) as queries:
            ritas.get(HISTORY)
        counts.append(len(queries))
        for number in range(size):
            plain.published(organisation, petra, f"more-{number}")
            plain.published(organisation, petra, f"more-{number}", change="Other words")
    assert Clause.objects.filter(version__policy__organisation=organisation).count() > 30
    assert counts[0] == counts[1]
