"""The rota: what a shift must be, who may enter it, the hours in which nobody answers, and that they are told once."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Team
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from audit.verify import verify
from supervision import clock
from supervision.ladder import gaps, rota, shifts, windows
from supervision.models import Absence, Alarm, Notice, OnCallShift, RotaGap
from tests import stories
from tests.supervision.nights import AS_SENT, DUTY, NIGHT, on_call, passes, told

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


def hours(rows, team):
    """Gaps of one team as hours counted from that night."""
    return [((start - NIGHT) / HOUR, (end - NIGHT) / HOUR) for each, start, end in rows if each == team]


def faults(person, by, **fields):
    with pytest.raises(ValidationError) as refused:
        on_call(person, by, **fields)
    return set(refused.value.message_dict)


def test_bad_input_is_refused_with_its_reason_and_nothing_is_entered(tom, lena, sam, night):
    on_call(tom, lena)
    assert faults(sam, lena, hours=(6, 6)) == faults(sam, lena, hours=(8, 6)) == {"ends_at"}
    assert faults(sam, lena, hours=(6, 6 + 8 * 24)) == {"ends_at"}
    assert faults(sam, lena, hours=(-9, -7)) == {"ends_at"}
    assert faults(sam, lena, hours=(5, 9)) == {"starts_at"}  # Tom is on call there
    for number in ("", "06 1 555 0102", "+0 123 456 78", "+36 1", "+36 1 555 01 02\r\nX-To: +44", "+36x15550102", "+٣٦١٥٥٥٠١٠٢"):
        assert faults(sam, lena, hours=(6, 9), duty_phone=number) == {"duty_phone"}
    assert faults(sam, lena, hours=(6, 9), weeks=60) == {"weeks"}
    assert OnCallShift.objects.count() == 1


@pytest.mark.parametrize("name", ["cara", "petra", "rita"])
def test_whoever_may_not_answer_is_not_put_on_call(cast, night, name):
    assert faults(cast[name], cast["lena"], hours=(6, 9)) == {"user"}


def test_whoever_is_away_or_has_left_is_not_put_on_call(tom, sam, lena, night):
    Absence.objects.create(
        organisation=tom.organisation, staff=tom, starts_at=NIGHT + 7 * DAY, ends_at=NIGHT + 9 * DAY, entered_by=lena
    )
    assert faults(tom, lena, weeks=2) == {"user"}
    assert on_call(tom, lena).user == tom
    sam.is_active = False
    assert faults(sam, lena, hours=(6, 9)) == {"user"}


def test_another_team_and_the_whole_service_may_be_on_call_at_the_same_time(tom, sam, lena, team, night):
    on_call(tom, lena)
    on_call(sam, lena, team=team)
    assert [shift.user for shift in rota.running(tom.organisation_id, team.pk)] == [sam, tom]
    assert [shift.user for shift in rota.running(tom.organisation_id)] == [tom]


@pytest.mark.parametrize("name", ["cara", "sam", "petra", "rita", "ada", "olly"])
def test_only_leads_enter_and_call_off(cast, night, name):
    with pytest.raises(NotPermitted):
        on_call(cast["tom"], cast[name])
    shift = on_call(cast["tom"], cast["lena"])
    with pytest.raises(NotPermitted):
        shifts.call_off(shift, cast[name])
    assert OnCallShift.objects.filter(cancelled_at=None).count() == 1


def test_a_weekly_shift_keeps_its_time_of_day_when_the_clocks_are_put_forward(tom, lena, night):
    """In Europe on 29 March 2026."""
    starts = datetime.datetime(2026, 3, 20, 17, tzinfo=datetime.UTC)  # 18:00 in Budapest
    on_call(tom, lena, start=starts, hours=(0, 12), weeks=3)
    begins = list(OnCallShift.objects.order_by("starts_at").values_list("starts_at", flat=True))
    assert [moment.hour for moment in begins] == [17, 17, 16]


def test_entering_and_calling_off_are_events_without_the_number(tom, lena, organisation, night):
    shift = on_call(tom, lena)
    shifts.call_off(shift, lena)
    with pytest.raises(NotNow):
        shifts.call_off(shift, lena)
    events = list(AuditEvent.objects.filter(act__startswith="shift").order_by("seq"))
    assert [(event.act, event.actor_id) for event in events] == [("shifts_entered", lena.pk), ("shift_called_off", lena.pk)]
    assert events[0].data == {"shifts": [str(shift.pk)], "user": str(tom.pk)}
    written = str([event.data for event in events])
    assert DUTY not in written
    assert AS_SENT not in written
    assert verify().findings == []


# -- gaps ----------------------------------------------------------------------------------------------------


def test_without_a_rota_there_are_no_gaps(cara, sam, lena, night):
    stories.submitted(cara)
    passes(night, 1)
    assert not RotaGap.objects.exists()
    assert not Notice.objects.filter(kind="rota_gap").exists()


def test_gaps_are_what_neither_shift_nor_reply_window_covers(sam, tom, lena, team, organisation, night):
    on_call(tom, lena, hours=(-6, 6))
    sam.profile.reply_windows = {"6": [["07:00", "12:00"], ["14:00", "15:00"]]}  # Sunday, in Budapest
    sam.profile.save()
    south = Team.objects.get(name="South")
    found = gaps.gaps_of(organisation, NIGHT)
    # this week's Monday was 144 hours and a Saturday ago; the shift ends at 8:00 in Budapest
    assert hours(found, team) == [(10, 12), (13, 7 * 24)]
    assert hours(found, south) == [(6, 7 * 24)]


def test_a_shift_of_somebody_who_went_away_covers_nothing(sam, tom, lena, team, organisation, night):
    on_call(tom, lena, hours=(0, 6))
    Absence.objects.create(organisation=organisation, staff=tom, starts_at=NIGHT, ends_at=NIGHT + 3 * HOUR, entered_by=lena)
    assert hours(gaps.gaps_of(organisation, NIGHT), team)[0][1] == 3


@pytest.mark.parametrize(
    ("window", "clock_shows", "answers"),
    [
        (["22:00", "06:00"], "04:30", True),
        (["22:00", "06:00"], "06:00", False),
        (["22:00", "24:00"], "00:30", False),
        (["00:00", "24:00"], "23:30", True),
        (["01:30", "02:00"], "01:15", False),
        (["01:30", "02:00"], "01:30", True),
    ],
)
def test_windows_are_local_and_may_reach_over_midnight(sam, window, clock_shows, answers):
    sam.profile.reply_windows = {"5": [window], "6": [window]}  # Saturday and Sunday
    hour, minute = map(int, clock_shows.split(":"))
    moment = datetime.datetime(2026, 3, 1, hour, minute, tzinfo=datetime.UTC) - HOUR  # Budapest is an hour ahead
    assert windows.answers_at(sam, moment) is answers


def test_a_gap_is_told_to_the_lead_once_and_again_in_the_next_week_where_it_lasts(sam, tom, lena, night):
    on_call(tom, lena)
    passes(night, 1, 2, 70, 140, 20 * 60)
    assert Notice.objects.filter(kind="rota_gap").values_list("user", flat=True).get() == lena.pk
    assert AuditEvent.objects.filter(act="gaps_told").count() == 1
    passes(night, 24 * 60, 26 * 60, 5 * 24 * 60)  # Monday
    assert AuditEvent.objects.filter(act="gaps_told").count() == 2


def test_a_new_gap_is_told_and_a_filled_one_is_gone_from_the_list(sam, tom, lena, team, organisation, night):
    rows = [on_call(tom, lena, hours=(0, 96)), on_call(tom, lena, hours=(96, 7 * 24)), on_call(tom, lena, hours=(7 * 24, 300))]
    passes(night, 1)
    assert not gaps.live(timezone.now()).exists()
    shifts.call_off(rows[1], lena)
    passes(night, 2)
    assert {(gap.starts_at - NIGHT) / HOUR for gap in gaps.live(timezone.now())} == {96}
    on_call(sam, lena, hours=(96, 7 * 24))
    passes(night, 3)
    assert not gaps.live(timezone.now()).exists()
    assert Notice.objects.filter(kind="rota_gap").count() == 1


def test_a_week_without_a_clock_tells_each_gap_once_and_only_what_is_to_come(sam, tom, lena, night):
    on_call(tom, lena)
    passes(night, 9 * 24 * 60, 9 * 24 * 60 + 5)
    assert AuditEvent.objects.filter(act="gaps_told").count() == 1


# -- what falls due in a gap ---------------------------------------------------------------------------------


def test_what_falls_due_in_a_gap_goes_to_whoever_is_on_call_at_once(cara, sam, tom, lena, night):
    on_call(tom, lena, hours=(-2, 20))
    incident = stories.submitted(cara)  # due in 24 hours, when nobody is on call
    passes(night, 1, 2)
    assert told(incident) == [("Tom", "on_call")]
    assert Notice.objects.get(user=tom).kind == "alarm_ahead"
    assert incident.deadlines.get(kind="reply").breached_at is None


def test_or_to_whoever_is_next_on_call_before_it_or_else_to_a_lead(cara, sam, tom, lena, night):
    on_call(tom, lena, hours=(2, 20))
    first = stories.submitted(cara)
    passes(night, 1)
    assert told(first) == [("Tom", "on_call")]
    Alarm.objects.all().delete()
    OnCallShift.objects.update(cancelled_at=NIGHT)
    passes(night, 2)
    assert told(first) == [("Lena", "lead")]


def test_what_somebody_on_call_or_its_owner_can_answer_waits_for_its_time(cara, sam, tom, lena, night):
    on_call(tom, lena, hours=(-2, 30))
    covered = stories.submitted(cara)
    passes(night, 1)
    assert told(covered) == []
    OnCallShift.objects.update(ends_at=NIGHT + 10 * HOUR)
    sam.profile.reply_windows = {"0": [["01:00", "03:00"]]}  # Monday, when it is due
    sam.profile.save()
    rota.look_again(tom.organisation_id)
    passes(night, 2)
    assert told(covered) == []


def test_a_dry_run_says_what_would_be_told_and_tells_nobody(cara, sam, tom, lena, night):
    on_call(tom, lena, hours=(-2, 20))
    stories.submitted(cara)
    passes(night, 1)
    Alarm.objects.all().delete()
    would = clock.run(dry_run=True)
    assert len(would.rows("alarm raised ahead")) == 1
    assert not Alarm.objects.exists()
    assert len(clock.run().rows("alarm raised ahead")) == 1


def test_the_duty_phone_is_in_the_hands_of_whoever_is_on_call_now(tom, sam, lena, night):
    on_call(tom, lena, hours=(-1, 1))
    on_call(sam, lena, hours=(1, 3))
    assert (rota.duty_phone_of(tom), rota.duty_phone_of(sam)) == (shifts.number_of(DUTY), "")
    night(60)
    assert (rota.duty_phone_of(tom), rota.duty_phone_of(sam)) == ("", shifts.number_of(DUTY))
