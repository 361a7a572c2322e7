"""A whole report as a phone sends it: what it knew before, the files that belong to it, the wording it was begun with."""

import datetime

import pytest
from django.utils import timezone

from audit.ids import uuid7
from audit.models import AuditEvent
from boundaries.attachments import sweeping
from boundaries.models import Incident, Upload
from tests import files
from tests.boundaries import phones
from tests.boundaries.phones import DRAFTS, INCIDENTS, patch, post, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(client, cara, sam, client_k):
    client.force_login(cara)
    return phones.report(client_k)


@pytest.fixture
def begun(client, whole):
    """The address of the draft that this report was kept in meanwhile."""
    post(client, DRAFTS, {"id": whole["id"], "event_type": "phone_number"})
    return f"{DRAFTS}{whole['id']}/"


def codes(answer):
    return answer.status_code, [row["code"] for row in answer.json()["missing"]]


def knowing(whole, number, revision, **answer):
    return whole | {"steps": whole["steps"] | {number: whole["steps"][number] | answer | {"based_on": revision}}}


# -- what differs -----------------------------------------------------------------------------------------------


def test_a_step_that_was_answered_elsewhere_stops_the_report_and_is_shown(client, whole, begun):
    put(client, f"{begun}steps/3/", {"answer": "done", "note": "Elsewhere"})
    refused = post(client, INCIDENTS, knowing(whole, "3", 0))
    assert codes(refused) == (409, ["answered_elsewhere"])
    stands = {"content": {"answer": "done", "note": "Elsewhere"}, "revision": 1}
    assert refused.json()["current"] == {"fields": {}, "steps": {"3": stands}}
    assert Incident.objects.get().status == "draft"
    assert post(client, INCIDENTS, knowing(whole, "3", 1)).status_code == 201


def test_fields_and_steps_that_differ_are_shown_together(client, whole, begun):
    patch(client, begun, {"feelings": "Elsewhere", "expectation": "advice"})
    put(client, f"{begun}steps/7/", {"answer": "unsure"})
    sent = knowing(whole, "7", 0) | {"feelings": "Here", "seen": {"feelings": "", "expectation": "advice"}}
    current = post(client, INCIDENTS, sent).json()["current"]
    assert current["fields"] == {"feelings": "Elsewhere"}
    assert current["steps"]["7"]["content"]["answer"] == "unsure"


def test_nothing_of_a_report_that_differs_is_kept(client, whole, begun):
    put(client, f"{begun}steps/3/", {"answer": "done", "note": "Elsewhere"})
    post(client, INCIDENTS, knowing(whole, "3", 0))
    incident = Incident.objects.get()
    assert (incident.request_verbatim, incident.answers.count()) == ("", 1)


def test_without_a_memory_the_report_stands_as_it_is_sent(client, whole, begun):
    put(client, f"{begun}steps/3/", {"answer": "done", "note": "Elsewhere"})
    assert post(client, INCIDENTS, whole).status_code == 201
    assert Incident.objects.get().answers.get(clause__number=3).note == ""


def test_what_a_phone_knew_is_no_content_of_the_report(client, whole):
    sent = knowing(whole, "3", 0) | {"seen": {"feelings": ""}, "version": str(phones.in_force().pk), "attachments": []}
    first = post(client, INCIDENTS, sent)
    for again in (sent, whole, knowing(whole, "3", 9) | {"seen": {"feelings": "Other"}}):
        answer = post(client, INCIDENTS, again)
        assert (answer.status_code, answer.json()) == (200, first.json())
    assert codes(post(client, INCIDENTS, knowing(whole, "3", 0, note="New"))) == (409, ["filed_differently"])


def test_how_to_reach_her_is_content_of_the_report(client, whole):
    sent = whole | {"reach": ["never_home"], "reach_words": "After six"}
    assert post(client, INCIDENTS, sent).status_code == 201
    assert post(client, INCIDENTS, sent).status_code == 200
    assert codes(post(client, INCIDENTS, sent | {"reach": []})) == (409, ["filed_differently"])


MALFORMED = [
    ({"seen": "x"}, ["seen"]),
    ({"seen": {"feelings": [[1]]}}, ["seen"]),
    ({"version": 3}, ["version"]),
    ({"version": "old"}, ["version"]),
    ({"attachments": "x"}, ["attachments"]),
    ({"attachments": [1]}, ["attachments"]),
    ({"attachments": [str(uuid7())] * 101}, ["attachments"]),
    ({"steps": {"7": {"answer": "no", "based_on": "1"}}}, ["steps.7.based_on"]),
    ({"steps": {"7": {"answer": "no", "based_on": -1}}}, ["steps.7.based_on"]),
    ({"steps": {"16": {"answer": "done", "based_on": 0}}}, ["steps.16"]),
    ({"together": [1, 2]}, ["together"]),
    ({"together": [True]}, ["together"]),
    ({"together": [[1]]}, ["together"]),
]


@pytest.mark.parametrize(("change", "fields"), MALFORMED, ids=range(len(MALFORMED)))
def test_a_malformed_memory_is_named_and_nothing_is_kept(client, whole, change, fields):
    refused = post(client, INCIDENTS, whole | change)
    assert (refused.status_code, list(refused.json()["errors"])) == (400, fields)
    assert not Incident.objects.exists()


# -- what was kept on the way -----------------------------------------------------------------------------------


def test_steps_confirmed_together_are_the_ones_in_the_list(client, whole):
    whole["steps"]["6"]["note"] = "In my words"
    del whole["steps"]["10"]
    assert post(client, INCIDENTS, whole | {"together": [1, 6, 10]}).status_code == 201
    rows = Incident.objects.get().answers.filter(confirmed_together=True)
    assert sorted(row.clause.number for row in rows) == [1, 10]


def test_it_does_not_matter_whether_the_confirmation_arrived_before(client, whole, begun):
    post(client, f"{begun}together/", {})
    put(client, f"{begun}steps/3/", {"answer": "done"})
    assert post(client, INCIDENTS, whole | {"together": [1, 6]}).status_code == 201
    rows = Incident.objects.get().answers.filter(confirmed_together=True)
    assert sorted(row.clause.number for row in rows) == [1, 6]


def test_what_stands_already_is_not_answered_again(client, whole, begun):
    put(client, f"{begun}steps/3/", {"answer": "done"})
    put(client, f"{begun}steps/4/", {"answer": "done", "note": "Old"})
    post(client, INCIDENTS, whole)
    rows = Incident.objects.get().answers
    assert [rows.get(clause__number=number).revision for number in (3, 4)] == [1, 2]


def test_absence_that_was_taken_back_on_the_phone_is_taken_back(client, whole, begun):
    patch(client, begun, {"not_present_reason": "A neighbour told me"})
    put(client, f"{begun}steps/3/", {"answer": "not_applicable", "note": "Late"})
    assert post(client, INCIDENTS, whole | {"not_present_reason": ""}).status_code == 201
    incident = Incident.objects.get()
    assert (incident.not_present_reason, incident.answers.filter(outcome="done", clause__number__in=(1, 3)).count()) == ("", 2)


# -- files ------------------------------------------------------------------------------------------------------


@pytest.fixture
def photo(cara, begun):
    """Of the draft: (its upload, the attachment)."""
    draft = Incident.objects.get()
    attachment = files.attached(draft, cara)
    upload = files.announced(cara, draft, b"a photo that arrived")
    Upload.objects.filter(pk=upload.pk).update(attachment=attachment)
    return str(upload.pk), str(attachment.pk)


def test_a_report_waits_for_its_files(client, whole, begun, cara):
    upload = files.announced(cara, Incident.objects.get(), b"half a photo")
    for missing in (str(upload.pk), str(uuid7())):
        refused = post(client, INCIDENTS, whole | {"attachments": [missing]})
        assert codes(refused) == (409, ["attachment_missing"])
        assert refused.json()["detail"]
    assert Incident.objects.get().status == "draft"


def test_files_that_are_there_are_known_by_either_id(client, whole, photo):
    assert post(client, INCIDENTS, whole | {"attachments": list(photo)}).status_code == 201
    assert post(client, INCIDENTS, whole | {"attachments": [photo[0]]}).status_code == 200
    assert post(client, INCIDENTS, whole).status_code == 200
    assert codes(post(client, INCIDENTS, whole | {"attachments": [str(uuid7())]})) == (409, ["filed_differently"])


def test_a_file_of_another_report_is_not_there(client, whole, photo, cara, client_k):
    other = phones.report(client_k, attachments=[photo[0]])
    assert codes(post(client, INCIDENTS, other)) == (409, ["attachment_missing"])


def test_a_file_that_arrived_is_remembered_as_long_as_its_draft_waits(client, whole, photo):
    Upload.objects.update(expires_at=timezone.now() - datetime.timedelta(days=30))
    sweeping.sweep()
    assert post(client, INCIDENTS, whole | {"attachments": [photo[0]]}).status_code == 201
    sweeping.sweep()
    assert not Upload.objects.exists()
    assert post(client, INCIDENTS, whole | {"attachments": [photo[1]]}).status_code == 200


# -- the protocol of its beginning ------------------------------------------------------------------------------


def test_a_new_version_published_meanwhile_changes_nothing(client, whole):
    before, _after = phones.publish(days_ago=3)
    assert post(client, DRAFTS, {"id": whole["id"], "event_type": "phone_number", "version": str(before.pk)}).status_code == 201
    put(client, f"{DRAFTS}{whole['id']}/steps/3/", whole["steps"]["3"])
    for status in (201, 200):
        assert post(client, INCIDENTS, whole | {"version": str(before.pk)}).status_code == status
    incident = Incident.objects.get()
    assert incident.protocol_version == before
    assert {row.clause.version_id for row in incident.answers.all()} == {before.pk}
    assert AuditEvent.objects.filter(act="incident_submitted").count() == 1


def test_a_draft_moves_to_the_version_that_its_phone_shows(client, whole, begun):
    put(client, f"{begun}steps/3/", {"answer": "done", "note": "Kept"})
    _before, after = phones.publish()
    assert post(client, DRAFTS, {"id": whole["id"], "version": str(after.pk)}).json()["version"] == str(after.pk)
    row = Incident.objects.get().answers.get()
    assert (row.clause.version, row.note, row.revision) == (after, "Kept", 1)


def test_a_step_that_is_gone_from_the_wording_is_named_and_its_answer_not_lost(client, whole, begun):
    put(client, f"{begun}steps/14/", {"answer": "yes", "note": "Kept"})
    _before, after = phones.publish(without=("clarity",))
    refused = post(client, INCIDENTS, whole | {"version": str(after.pk)})
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["steps.14"])
    assert post(client, DRAFTS, {"id": whole["id"], "version": str(after.pk)}).status_code == 201
    assert put(client, f"{begun}steps/14/", {"answer": "no"}).status_code == 404
    assert Incident.objects.get().answers.get().note == "Kept"


@pytest.mark.parametrize("days", [36, 38])
def test_a_wording_is_taken_for_the_days_of_a_draft_and_thirty_more(client, whole, days):
    before, _after = phones.publish(days_ago=days)
    answers = [
        post(client, DRAFTS, {"id": str(uuid7()), "event_type": "phone_number", "version": str(before.pk)}),
        post(client, INCIDENTS, whole | {"version": str(before.pk)}),
    ]
    if days == 36:
        assert [answer.status_code for answer in answers] == [201, 201]
        return
    assert [codes(answer) for answer in answers] == [(409, ["protocol_too_old"])] * 2
    assert all(answer.json()["detail"] for answer in answers)
    assert not Incident.objects.exists()


def test_a_receipt_never_grows_too_old(client, whole):
    sent = whole | {"version": str(phones.in_force().pk)}
    first = post(client, INCIDENTS, sent).json()
    phones.publish(days_ago=60)
    again = post(client, INCIDENTS, sent)
    assert (again.status_code, again.json()) == (200, first)


def test_only_the_wording_of_this_kind_is_taken(client, whole):
    other = phones.in_force("boundary-request")
    for version in (str(other.pk), str(uuid7())):
        assert codes(post(client, INCIDENTS, whole | {"version": version})) == (409, ["protocol_too_old"])
    general = whole | {"event_type": "other", "version": str(other.pk)}
    assert post(client, INCIDENTS, general).status_code == 201


def test_a_kind_that_has_got_its_own_protocol_lately_was_guided_by_the_general_one(client, whole):
    general = phones.in_force("boundary-request")
    phones.give_own_protocol("other", days_ago=2)
    sent = whole | {"event_type": "other", "version": str(general.pk)}
    assert post(client, INCIDENTS, sent).status_code == 201
    assert Incident.objects.get().protocol_version == general


def test_and_long_ago_was_not(client, whole):
    general = phones.in_force("boundary-request")
    phones.give_own_protocol("other", days_ago=60)
    sent = whole | {"event_type": "other", "version": str(general.pk)}
    assert codes(post(client, INCIDENTS, sent)) == (409, ["protocol_too_old"])


def test_a_clock_that_runs_ahead_gets_its_sentence_and_the_beginning_is_the_servers(client, whole):
    ahead = (timezone.localtime() + datetime.timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    refused = post(client, INCIDENTS, whole | {"occurred_at": ahead})
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["occurred_at"])
    assert post(client, INCIDENTS, whole).status_code == 201
    assert abs(Incident.objects.get().started_at - timezone.now()) < datetime.timedelta(minutes=5)
