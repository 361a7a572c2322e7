"""Who is who for an auditor: asked for with a reason, opened by a second person, each look recorded, walls and all."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.roles import Role
from audit.door import record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from boundaries.models import NamedPerson
from supervision.models import IdentityReveal, Notice
from tests import stories
from tests.cast import make_person
from tests.supervision.auditing import mandated
from tests.supervision.pages import address, browser, in_english, page, send

pytestmark = pytest.mark.django_db
REASON = "The payslips of that month are compared."


@pytest.fixture
def incident(cara, sam, rita, lena, client_k):
    for person in (rita, lena):
        in_english(person)
    return stories.closed(cara, sam, client=client_k)


@pytest.fixture
def asked(incident, rita):
    record(incident, "ask_identities", by=rita, reason=REASON)
    return IdentityReveal.objects.get()


@pytest.fixture
def opened(incident, asked, lena):
    record(incident, "open_identities", by=lena, reveal=asked.pk)
    return asked


def names_of(incident):
    return [incident.reporter.family_name, incident.client.identity.family_name, incident.assignee.family_name]


def of_record(incident):
    return f"/incidents/{incident.reference}/identities/"


def test_it_is_asked_for_decided_by_another_and_then_shown_on_one_page(incident, rita, lena):
    assert "Who is who" in page(rita, address(incident))
    assert "Ask for the names" in page(rita, of_record(incident))
    send(rita, address(incident, "ask-names"), reason=REASON)
    reveal = IdentityReveal.objects.get()
    assert (reveal.auditor, reveal.asked_by, reveal.is_granted) == (rita, rita, None)
    assert "A second person decides" in page(rita, of_record(incident))
    assert REASON in page(lena, "/reveals/")
    send(lena, f"/identities/{reveal.pk}/", go="open")
    assert "Show the names" in page(rita, of_record(incident))
    shown = browser(rita).post(of_record(incident)).content.decode()
    assert [name for name in names_of(incident) if name not in shown] == []
    assert incident.client.code in shown


def test_every_look_is_recorded_and_stands_in_history_and_log(incident, opened, rita, lena):
    for _look in range(2):
        browser(rita).post(of_record(incident))
    assert AuditEvent.objects.filter(act="identities_read", actor_id=rita.pk, object_id=incident.pk).count() == 2
    assert "Names read by an auditor" in page(lena, f"{address(incident)}?tab=history")
    log = page(lena, f"/auditors/{rita.pk}/")
    assert "Names read by an auditor" in log
    assert "Names are open in 1 record; read in 1." in log


def test_nothing_but_that_page_shows_a_name(incident, opened, rita):
    browser(rita).post(of_record(incident))
    for place in (address(incident), f"{address(incident)}?tab=history", "/register/", of_record(incident)):
        text = page(rita, place)
        assert [name for name in names_of(incident) if name in text] == [], place


def test_before_it_is_opened_a_look_is_refused(incident, asked, rita):
    response = browser(rita).post(of_record(incident))
    assert response.status_code == 403
    assert not AuditEvent.objects.filter(act="identities_read").exists()


def test_refusing_needs_words_which_the_auditor_reads(incident, asked, rita, lena):
    send(lena, f"/identities/{asked.pk}/", status=200, go="refuse", reason=" ")
    send(lena, f"/identities/{asked.pk}/", go="refuse", reason="The codes are enough.")
    assert "The codes are enough." in page(rita, of_record(incident))
    with pytest.raises(NotPermitted):
        record(incident, "read_identities", by=rita)
    record(incident, "ask_identities", by=rita, reason="Now for another reason.")


def test_a_reporter_behind_a_pseudonym_keeps_it(cara, sam, rita, lena, client_k):
    incident = stories.closed(cara, sam, client=client_k, behind_pseudonym=True)
    in_english(rita)
    record(incident, "ask_identities", by=rita, reason=REASON)
    record(incident, "open_identities", by=lena, reveal=IdentityReveal.objects.get().pk)
    shown = browser(rita).post(of_record(incident)).content.decode()
    assert cara.family_name not in shown
    assert "this name is not opened here" in shown
    assert incident.client.identity.family_name in shown


@pytest.mark.parametrize("who", ["cara", "sam", "petra"])
def test_only_who_audits_has_the_page(cast, incident, opened, who):
    assert browser(cast[who]).post(of_record(incident)).status_code in (403, 404)
    with pytest.raises(NotPermitted):
        record(incident, "ask_identities", by=cast[who], reason=REASON)
    with pytest.raises(NotPermitted):
        record(incident, "read_identities", by=cast[who])


@pytest.mark.parametrize("who", ["cara", "sam", "rita", "petra"])
def test_who_does_not_decide_does_not_open(cast, incident, asked, who):
    assert browser(cast[who]).get(f"/identities/{asked.pk}/").status_code in (403, 404)
    with pytest.raises(NotPermitted):
        record(incident, "open_identities", by=cast[who], reveal=asked.pk)


def test_what_is_opened_to_one_auditor_is_closed_to_another(incident, opened, organisation):
    other = make_person(organisation, None, "Ina Other", Role.AUDITOR)
    with pytest.raises(NotPermitted):
        record(incident, "read_identities", by=other)
    assert browser(other).post(of_record(incident)).status_code == 403


def test_a_reason_is_needed(incident, rita):
    assert send(rita, address(incident, "ask-names"), status=200, reason="  ")
    assert not IdentityReveal.objects.exists()


def test_twice_is_said(incident, asked, rita, lena):
    with pytest.raises(NotNow) as waiting:
        record(incident, "ask_identities", by=rita, reason=REASON)
    record(incident, "open_identities", by=lena, reveal=asked.pk)
    with pytest.raises(NotNow) as is_open:
        record(incident, "ask_identities", by=rita, reason=REASON)
    with pytest.raises(NotNow) as decided:
        record(incident, "refuse_identities", by=lena, reveal=asked.pk, reason="No.")
    codes = [refusal.value.reasons for refusal in (waiting, is_open, decided)]
    assert codes == [["identities_waiting"], ["identities_open"], ["identities_decided"]]


def test_whoever_is_named_neither_reads_nor_decides_nor_hears(incident, rita, lena, lea_second):
    NamedPerson.objects.create(incident=incident, user=lena)
    record(incident, "ask_identities", by=rita, reason=REASON)
    reveal = IdentityReveal.objects.get()
    assert not Notice.objects.filter(user=lena, kind="identities_asked").exists()
    assert Notice.objects.filter(user=lea_second, kind="identities_asked", address=f"/identities/{reveal.pk}/").exists()
    assert browser(lena).get(f"/identities/{reveal.pk}/").status_code == 404
    record(incident, "open_identities", by=lea_second, reveal=reveal.pk)
    NamedPerson.objects.create(incident=incident, user=rita)
    assert browser(rita).post(of_record(incident)).status_code == 404


@pytest.fixture
def lea_second(organisation):
    return make_person(organisation, None, "Lea Second", Role.LEAD)


def test_the_reporter_hears_of_it_and_the_request_is_settled(incident, asked, cara, rita, lena):
    waiting = Notice.objects.get(user=lena, kind="identities_asked")
    record(incident, "open_identities", by=lena, reveal=asked.pk)
    waiting.refresh_from_db()
    assert waiting.settled_at is not None
    assert {notice.user for notice in Notice.objects.filter(kind="identities_opened")} == {cara, rita}


def test_the_reporter_reads_who_asked_why_and_who_decided(incident, opened, cara, rita, lena):
    text = page(in_english(cara), address(incident))
    assert REASON in text
    assert f"{lena.short_name} opened the names to {rita.short_name}" in text


# -- beforehand, with a mandate ------------------------------------------------------------------------------------


def test_records_are_chosen_beforehand_and_a_second_person_decides_about_each(incident, cara, rita, lena, lea_second):
    other = stories.submitted(cara)
    mandated(rita, lena)
    send(lena, f"/auditors/{rita.pk}/", references=f"{incident.reference}, {other.reference.lower()}", reason=REASON)
    rows = IdentityReveal.objects.all()
    assert {(row.incident, row.auditor, row.asked_by) for row in rows} == {(incident, rita, lena), (other, rita, lena)}
    for row in rows:
        with pytest.raises(NotPermitted):
            record(row.incident, "open_identities", by=lena, reveal=row.pk)
    in_english(lea_second)
    send(lea_second, f"/identities/{rows[0].pk}/", go="open")
    assert "Names are open in 1 record; read in 0." in page(rita, f"/auditors/{rita.pk}/")
    assert browser(rita).post(of_record(rows[0].incident)).status_code == 200


def test_only_records_that_this_auditor_reads_are_chosen_and_all_or_none(incident, cara, rita, lena, lea_second):
    outside = stories.submitted(cara, event="small_gift")
    mandated(rita, lena, kinds=[incident.event_type.key])
    text = send(lena, f"/auditors/{rita.pk}/", status=200, references=f"{incident.reference} {outside.reference}", reason=REASON)
    assert f"This auditor reads no record of that reference: {outside.reference}" in text
    many = " ".join(f"DS-AAAA-{number:04d}" for number in range(21))
    assert "At most 20 records at once." in send(lena, f"/auditors/{rita.pk}/", status=200, references=many, reason=REASON)
    assert not IdentityReveal.objects.exists()


def test_where_nobody_else_decides_it_is_said_and_nothing_is_kept(incident, rita, lena):
    text = send(lena, f"/auditors/{rita.pk}/", status=200, references=incident.reference, reason=REASON)
    assert "Nobody else here can decide" in text
    assert not IdentityReveal.objects.exists()


def test_an_auditor_chooses_nothing_for_herself_there(incident, rita, lea_second):
    assert browser(rita).post(f"/auditors/{rita.pk}/", {"references": incident.reference, "reason": REASON}).status_code == 404
    with pytest.raises(NotPermitted):
        record(incident, "sample_identities", by=rita, auditor=rita, reason=REASON)


def test_with_the_mandate_the_names_are_over(incident, rita, lena, lea_second):
    mandate = mandated(rita, lena)
    record(incident, "sample_identities", by=lena, auditor=rita, reason=REASON)
    record(incident, "open_identities", by=lea_second, reveal=IdentityReveal.objects.get().pk)
    assert browser(rita).post(of_record(incident)).status_code == 200
    record(rita.organisation, "end_mandate", by=lena, mandate=mandate.pk)
    assert browser(rita).post(of_record(incident)).status_code in (403, 404)


# -- what the database holds ---------------------------------------------------------------------------------------


def test_what_was_asked_and_decided_is_never_changed(opened):
    rows = IdentityReveal.objects.filter(pk=opened.pk)
    for change in ({"reason": "Another"}, {"is_granted": False}, {"decided_at": None, "decided_by": None, "is_granted": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


def test_the_second_person_is_another_one_in_the_database_too(asked, rita):
    from django.utils import timezone

    with pytest.raises(IntegrityError), transaction.atomic():
        IdentityReveal.objects.filter(pk=asked.pk).update(decided_by=rita, decided_at=timezone.now(), is_granted=True)
