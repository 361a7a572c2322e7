"""The client's voice: asked where it is safe, word for word in the record; to say nothing means nothing against anybody."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from audit.verify import verify
from boundaries.models import Addendum, SearchEntry
from supervision import clock
from supervision.exports.record import record_document
from supervision.models import ClientVoice, Deadline, Notice
from supervision.voices import standing
from tests import stories
from tests.cast import make_person
from tests.supervision.asking import address as asking_by_api
from tests.supervision.asking import get, post
from tests.supervision.pages import address, browser, in_english, page, send
from tests.supervision.voiced import asking, in_days

WORDS = "Csak azt szerettem volna tudni, kit hívhatok éjjel."


def typed(asker, **changed):
    return asking(str(asker.pk), **changed) | {"due_on": changed.get("due_on", in_days(5)).isoformat()}


def refusal(act):
    with pytest.raises(NotNow) as caught:
        act()
    return caught.value.reasons


def kinds(person):
    return set(Notice.objects.filter(user=person).values_list("kind", flat=True))


def abusive(incident, by):
    record(incident, "assess", by=by, contact_type="abusive", note="She shouted at her.")
    incident.refresh_from_db()


@pytest.fixture
def incident(cara, sam, lena, client_k):
    return stories.answered(cara, sam, client=client_k)


@pytest.fixture
def asked(incident, sam):
    record(incident, "ask_client", by=sam, **asking(sam))
    return ClientVoice.objects.get()


def test_her_words_become_an_addendum_in_her_language_marked_as_hers(incident, asked, cara, sam):
    send(sam, address(incident, "client-said"), ending="said", words=WORDS, language="hu")
    row = Addendum.objects.get()
    asked.refresh_from_db()
    assert (row.text, row.language, row.author, asked.addendum) == (WORDS, "hu", sam, row)
    story = page(in_english(cara), address(incident))
    assert WORDS in story
    assert "In the client’s own words, written down by Sam F." in story
    assert "added information" not in story
    assert Deadline.objects.get(kind="client_voice").met_at is not None
    assert {"voice_planned", "voice_ended"} <= kinds(cara)
    assert AuditEvent.objects.filter(act="client_voice_ended").count() == 1
    assert verify().findings == []


def test_a_representative_is_whom_the_client_chose_in_words(incident, sam):
    with pytest.raises(ValidationError) as caught:
        record(incident, "ask_client", by=sam, **asking(sam, whom="representative", representative=" "))
    assert list(caught.value.message_dict) == ["representative"]
    record(incident, "ask_client", by=sam, **asking(sam, whom="representative", representative="her daughter"))
    record(incident, "end_client_voice", by=sam, ending="said", words="She only wanted help.", language="en")
    assert "In the words of the client’s representative (her daughter)" in page(sam, address(incident))


def test_to_say_nothing_means_nothing_and_opens_nothing(incident, asked, cara, sam):
    before = set(Deadline.objects.open().exclude(kind="client_voice").values_list("pk", flat=True))
    send(sam, address(incident, "client-said"), ending="nothing", words="Ignored", withheld_reason="Ignored")
    asked.refresh_from_db()
    assert (asked.ending, asked.addendum, asked.withheld_words, asked.not_asked_reason) == ("nothing", None, "", "")
    assert set(Deadline.objects.open().values_list("pk", flat=True)) == before
    told = page(in_english(cara), address(incident))
    assert "Did not wish to say anything" in told
    assert "nothing for or against anybody" in told
    event = AuditEvent.objects.get(act="client_voice_ended")
    assert "nothing" not in str(event.data)


def test_not_asked_after_all_needs_its_reason(incident, asked, sam):
    with pytest.raises(ValidationError):
        record(incident, "end_client_voice", by=sam, ending="not_asked", reason=" ")
    record(incident, "end_client_voice", by=sam, ending="not_asked", reason="She is in hospital.")
    assert "She is in hospital." in page(sam, address(incident))
    assert not Addendum.objects.exists()


def test_words_kept_from_the_reporter_reach_her_nowhere(incident, asked, cara, sam, lena):
    said = {"words": "Zebrafink", "language": "en", "withheld_reason": "She named a third person."}
    record(incident, "end_client_voice", by=sam, ending="said", **said)
    in_english(cara)
    for where in ("", "plan/"):
        told = page(cara, f"/incidents/{incident.reference}/{where}")
        assert "Zebrafink" not in told
        assert "third person" not in told
        assert "What was said is not shown here" in told
    api = browser(cara).get(f"/api/v1/incidents/{incident.reference}/plan/").json()["client_voice"][0]
    assert (api["words"], api["is_withheld"], api["question"], api["how"]) == ("", True, "", "")
    assert "Zebrafink" not in str(record_document(incident, language="en", profile="reporter"))
    assert "Zebrafink" in page(lena, address(incident))
    assert "Zebrafink" in str(record_document(incident, language="en", profile="identified"))
    assert not SearchEntry.objects.filter(words__contains="zebrafink").exists()


def test_where_it_is_not_safe_it_is_refused_with_its_reason(cara, sam, lena, client_k):
    codes = ["voice_safety_concern"]
    incident = stories.answered(cara, sam, client=client_k, safety_concern="unsure")
    assert refusal(lambda: record(incident, "ask_client", by=sam, **asking(sam))) == codes
    told = page(sam, address(incident))
    assert "Asking is not safe now" in told
    assert "ask-client" not in told
    answer = browser(sam).post(address(incident, "ask-client"), typed(sam))
    assert answer.status_code == 409
    told = post(sam, asking_by_api(incident, "ask-client/"), expect=409, **typed(sam))
    assert [row["code"] for row in told["missing"]] == codes


def test_an_abusive_contact_or_the_way_to_safeguarding_asks_nobody(incident, cara, sam, client_k):
    abusive(incident, sam)
    assert standing.unsafe(incident) == ["voice_abusive"]
    grave = stories.submitted(cara, client=client_k, event="rough_treatment")
    assert {"voice_safety_concern", "voice_safeguarding"} <= set(standing.unsafe(grave))


def test_whoever_decides_says_with_a_reason_that_it_is_safe_until_something_new_stands_against_it(
    incident, cara, sam, lena
):
    record(incident, "wish_client_voice", by=cara, wish="not_at_all")
    with pytest.raises(NotPermitted):
        record(incident, "judge_client_voice_safe", by=sam, reason="I think so.")
    send(lena, address(incident, "client-safe"), status=200, reason=" ")
    send(lena, address(incident, "client-safe"), reason="The client asked for it herself.")
    assert standing.unsafe(incident) == []
    abusive(incident, sam)
    assert refusal(lambda: record(incident, "ask_client", by=sam, **asking(sam))) == ["voice_abusive"]
    assert "asked for it herself" not in page(in_english(cara), address(incident))


def test_the_reporter_is_not_the_one_who_asks_if_she_would_rather_not(incident, cara, sam):
    assert cara in standing.people_to_ask(incident, sam)
    send(cara, address(incident, "client-wish"), wish="not_me")
    assert "voice_wished" in kinds(sam)
    with pytest.raises(ValidationError) as caught:
        record(incident, "ask_client", by=sam, **asking(cara))
    assert list(caught.value.message_dict) == ["asker"]


def test_her_wish_ends_what_was_planned_otherwise(incident, asked, cara, sam):
    record(incident, "wish_client_voice", by=cara, wish="not_me")
    asked.refresh_from_db()
    assert not asked.is_ended  # somebody else asks
    record(incident, "wish_client_voice", by=cara, wish="not_at_all")
    asked.refresh_from_db()
    assert (asked.ending, asked.ended_by) == ("not_asked", cara)
    assert Deadline.objects.get(kind="client_voice").cancelled_at is not None
    assert verify().findings == []


def test_the_reporter_brings_back_only_what_she_asked_herself(incident, cara, sam):
    record(incident, "ask_client", by=sam, **asking(sam))
    with pytest.raises(NotPermitted):
        record(incident, "end_client_voice", by=cara, ending="nothing")
    record(incident, "end_client_voice", by=sam, ending="not_asked", reason="Cara sees her tomorrow.")
    record(incident, "ask_client", by=sam, **asking(cara))
    assert "voice_for_you" in kinds(cara)
    assert "withheld_reason" not in page(cara, address(incident, "client-said"))
    send(cara, address(incident, "client-said"), ending="said", words=WORDS, language="hu")
    assert Addendum.objects.get().author == cara


@pytest.mark.parametrize(
    ("changed", "field"), [({"due_on": in_days(-2)}, "due_on"), ({"how": " "}, "how"), ({"question": " "}, "question")]
)
def test_a_form_that_lacks_something_says_what(incident, sam, changed, field):
    with pytest.raises(ValidationError) as caught:
        record(incident, "ask_client", by=sam, **asking(sam, **changed))
    assert list(caught.value.message_dict) == [field]
    assert "fault" in send(sam, address(incident, "ask-client"), status=200, **typed(sam, **changed))
    assert not ClientVoice.objects.exists()


def test_one_at_a_time_and_the_record_closes_only_when_it_is_over(incident, asked, sam):
    assert refusal(lambda: record(incident, "ask_client", by=sam, **asking(sam))) == ["voice_asked_already"]
    stories.measured(incident, sam)
    incident = perform(incident, "resolve", by=sam, message={"body": "The result.", "language": "en"}, **stories.RESULT)
    assert "voice_open" in incident.reasons_against("close")
    record(incident, "end_client_voice", by=sam, ending="nothing")
    assert refusal(lambda: record(incident, "end_client_voice", by=sam, ending="nothing")) == ["voice_not_asked"]
    assert "voice_open" not in incident.reasons_against("close")


def test_without_a_client_nobody_is_asked(cara, sam):
    incident = stories.answered(cara, sam)
    assert refusal(lambda: record(incident, "ask_client", by=sam, **asking(sam))) == ["voice_no_client"]


def test_walls_beat_roles(cara, sam, lena, olly, rita, organisation, team, client_k):
    tess = make_person(organisation, team, "Tess Wall", "supervisor", "lead")
    incident = stories.answered(cara, sam, client=client_k, named=[tess])
    assert tess not in standing.people_to_ask(incident, sam)
    record(incident, "ask_client", by=sam, **asking(sam))
    for person in (olly, tess):
        send(person, address(incident, "client-said"), status=404, ending="nothing")
        send(person, address(incident, "client-safe"), status=404, reason="Mine")
        assert browser(person).get(f"/api/v1/incidents/{incident.reference}/plan/").status_code == 404
    send(rita, address(incident, "client-said"), status=403, ending="nothing")
    send(cara, address(incident, "ask-client"), status=403, **typed(sam))
    send(sam, address(incident, "client-wish"), status=403, wish="anybody")
    assert not Notice.objects.filter(user__in=[tess, olly]).exists()


def test_whoever_reads_without_names_reads_the_words_without_them(incident, asked, cara, sam, rita, client_k):
    record(incident, "end_client_voice", by=sam, ending="said", words="Cara was kind, says Ilona Szabó.", language="en")
    told = page(in_english(rita), address(incident))
    assert "was kind" in told
    assert "Cara" not in told
    assert "Szabó" not in told


def test_late_is_said_to_whoever_asks_and_nobody_climbs(incident, asked, cara, sam, monkeypatch):
    later = timezone.now() + datetime.timedelta(days=7)
    monkeypatch.setattr(timezone, "now", lambda: later)
    clock.run()
    row = Deadline.objects.get(kind="client_voice")
    assert row.breached_at is not None
    assert not row.alarms.exists()
    assert "late" in kinds(sam)
    assert "promised time passed" not in page(in_english(cara), address(incident))


def test_it_stands_in_print_beside_the_plan_and_the_words_with_what_was_added(incident, asked, sam):
    record(incident, "end_client_voice", by=sam, ending="said", words=WORDS, language="hu")
    told = str(record_document(incident, language="en", profile="pseudonymised"))
    assert WORDS in told
    assert "In the client’s own words" in told
    assert "The client’s voice: The client, asked by" in told


def test_by_api_the_words_are_marked(incident, asked, sam):
    post(sam, asking_by_api(incident, "client-said/"), ending="said", words=WORDS, language="hu")
    told = get(sam, asking_by_api(incident, "addenda/"))["results"][0]
    assert (told["words_of"], told["text"]) == ("client", WORDS)
    assert get(sam, asking_by_api(incident, "plan/"))["client_voice"][0]["words"] == WORDS


def test_the_composer_has_it_beside_the_letter(incident, asked, sam):
    record(incident, "end_client_voice", by=sam, ending="said", words=WORDS, language="hu")
    record(incident, "write", by=incident.reporter, body="And now?", language="en")
    assert WORDS in page(sam, address(incident, "compose"))


def test_it_is_found_by_its_words(incident, asked, sam):
    record(incident, "end_client_voice", by=sam, ending="said", words="Holdfogyatkozás", language="hu")
    assert incident.reference in page(sam, "/queue/search/?q=Holdfogyatkozás")


def test_where_the_chain_cannot_be_written_nothing_is_kept(incident, asked, sam, monkeypatch):
    monkeypatch.setattr("audit.chain.append", _broken)
    with pytest.raises(RuntimeError):
        record(incident, "end_client_voice", by=sam, ending="said", words=WORDS, language="hu")
    asked.refresh_from_db()
    assert not asked.is_ended
    assert not Addendum.objects.exists()


def _broken(*arguments, **named):
    raise RuntimeError("no chain")


def test_a_withdrawn_or_closed_record_asks_nobody(cara, sam, client_k):
    incident = stories.submitted(cara, client=client_k)
    perform(incident, "withdraw", by=cara, reason="A mistake")
    assert refusal(lambda: record(incident, "ask_client", by=sam, **asking(sam))) == ["wrong_status"]
