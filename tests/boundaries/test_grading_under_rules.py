"""Reports and drafts under an organisation's rules: what was filed stays, a draft follows, nothing written is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boundaries import drafts
from boundaries.grounds import reasons, rule_in_words
from boundaries.models import Incident
from boundaries.words import kind_in_words
from policies.editing.kinds import change_kind, values_of
from policies.kinds import kind_of
from policies.models import ServiceStandard
from tests import stories
from tests.boundaries import filling, phones
from tests.policies.kinds import changed, in_six, kind

pytestmark = pytest.mark.django_db


def test_a_report_keeps_the_rule_that_it_was_filed_under(cara, organisation, petra):
    rule = changed(organisation, petra, label=in_six("Asked for a number"), gravity="S3")
    incident = stories.submitted(cara)
    changed(organisation, petra, label=in_six("Something else"), gravity="S1")
    incident.refresh_from_db()
    assert (incident.event_rule, incident.gravity) == (rule, "S3")
    assert incident.grading == [{"why": "kind", "to": "S3", "rule": 1}]
    assert kind_in_words(incident) == "Asked for a number (en)"


def test_a_report_from_before_any_rule_keeps_what_was_built_in(cara, organisation, petra):
    incident = stories.submitted(cara)
    changed(organisation, petra, label=in_six("Something else"))
    incident.refresh_from_db()
    assert (incident.event_rule, kind_in_words(incident)) == (None, kind().label["en"])
    assert rule_in_words(incident, "en") == "By the rule for this kind as it is built in."


def test_gravity_shortens_the_time_to_answer(cara, sam, organisation, petra):
    plain = stories.submitted(cara)
    changed(organisation, petra, gravity="S3")
    graver = stories.submitted(cara)
    within = [round((row.due_at - row.submitted_at).total_seconds() / 3600) for row in (plain, graver)]
    assert within == [24, 4]


def test_what_is_raised_to_the_gravest_goes_to_safeguarding_at_once(cara, organisation, petra):
    changed(organisation, petra, raising=[{"when": "under_pressure", "to": "S4"}])
    incident = stories.submitted(cara, responses=["accepted_under_pressure"])
    assert (incident.gravity, incident.route, incident.urgent) == ("S4", "safeguarding", True)


def test_a_draft_follows_the_rule_and_an_answer_to_another_question_goes(cara, organisation, petra):
    changed(organisation, petra, safeguarding="condition", question=in_six("Was it urgent?"))
    draft = stories.draft(cara, condition_answer="no")
    assert draft.event_kind.question_in("sv") == "Was it urgent? (sv)"
    changed(organisation, petra, gravity="S1")
    draft.refresh_from_db()
    assert (draft.event_kind.number, draft.condition_answer) == (2, "no")
    changed(organisation, petra, question=in_six("Was somebody hurt?"))
    draft.refresh_from_db()
    assert (draft.event_kind.number, draft.condition_answer) == (3, "")
    assert draft.reasons_against("submit") == ["condition_missing"]


def test_the_question_of_a_rule_is_asked_and_unsure_goes_to_safeguarding(client, cara, client_k, organisation, petra):
    cara.language = "en"
    cara.save()
    changed(organisation, petra, safeguarding="condition", question=in_six("Was somebody hurt?"))
    client.force_login(cara)
    address = filling.begun(client)
    assert "Was somebody hurt? (en)" in client.get(address).content.decode()
    client.post(address, filling.whole(client_k, condition_answer="unsure"))
    client.post(f"{address}check/")
    incident = Incident.objects.get()
    assert (incident.status, incident.gravity, incident.route) == ("submitted", "S4", "safeguarding")
    assert "Was somebody hurt? (en) The answer was: Not sure." in [row["text"] for row in reasons(incident, "en")]


def test_what_is_not_offered_any_more_cannot_be_begun_but_old_records_show_it(client, cara, organisation, petra):
    old = stories.submitted(cara)
    changed(organisation, petra, is_active=False)
    client.force_login(cara)
    assert "phone_number" not in client.get("/incidents/new/").content.decode()
    assert client.post("/incidents/new/", {"event_type": "phone_number"}).status_code == 404
    assert "phone_number" not in str(client.get("/api/v1/event-types/").json())
    assert kind().label["hu"] in client.get(f"/incidents/{old.reference}/").content.decode()


def test_what_a_phone_wrote_about_it_meanwhile_is_taken(client, cara, client_k, organisation, petra):
    client.force_login(cara)
    report = phones.report(client_k)
    changed(organisation, petra, is_active=False)
    assert phones.post(client, phones.INCIDENTS, report).status_code == 201
    assert Incident.objects.get().event_type.key == "phone_number"


def test_the_api_shows_the_kinds_as_they_are_here(client, cara, olly, organisation, petra):
    changed(organisation, petra, label=in_six("Asked for a number"), gravity="S2")
    rows = {}
    for person in (cara, olly):
        client.force_login(person)
        rows[person] = next(
            row for row in client.get("/api/v1/event-types/?language=en").json()["results"] if row["key"] == "phone_number"
        )
    assert (rows[cara]["label"], rows[cara]["gravity"], rows[cara]["version"]) == ("Asked for a number (en)", "S2", 1)
    assert (rows[olly]["label"], rows[olly]["version"]) == (kind().label["en"], None)


def test_the_pocket_is_another_one_as_soon_as_a_kind_is(client, cara, organisation, petra):
    client.force_login(cara)
    before = client.get(phones.POCKET).json()
    changed(organisation, petra, label=in_six("Asked for a number"), safeguarding="condition", question=in_six("Hurt?"))
    after = client.get(phones.POCKET).json()
    assert before["version"] != after["version"]
    assert after["kinds"]["phone_number"]["label"] == "Asked for a number (hu)"
    assert after["kinds"]["phone_number"]["question"] == "Hurt? (hu)"
    assert "Asked for a number (hu)" in after["pages"]["kinds"]


def test_sending_asks_at_most_one_question_more_for_a_rule(cara, client_k, organisation, petra):
    values = values_of(kind_of(kind(), organisation))
    change_kind(organisation, petra, kind(), seen=None, values=values | {"raising": []}, reason="None raises.")
    ServiceStandard.objects.create(organisation=organisation, repetition_count=50)
    stories.submitted(cara, client=client_k)  # so that each of the two has the like before it
    counts = []
    for raising in ([], [{"when": "repeated", "to": "S2"}, {"when": "repeated_pair", "to": "S3"}]):
        if raising:
            changed(organisation, petra, raising=raising)
        draft = stories.draft(cara, client=client_k)
        with CaptureQueriesContext(connection) as asked:
            stories.perform(draft, "submit", by=cara)
        counts.append(len(asked))
    assert counts[1] - counts[0] == 1


def test_drafts_of_others_and_of_other_kinds_are_left_alone(cara, olly, organisation, petra):
    theirs, other = drafts.begin(olly, phones.uuid7(), event_type=kind()), stories.draft(cara, event="small_gift")
    changed(organisation, petra)
    for draft in (theirs, other):
        draft.refresh_from_db()
        assert draft.event_rule is None
