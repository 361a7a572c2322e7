"""Who is away in the demo, all of it to come, and when Sam and Tom usually answer."""

import datetime

from supervision.absences import acts
from supervision.moments import local

AFTERNOONS = {str(day): [["15:00", "18:00"]] for day in range(5)}
MORNINGS = {"0": [["08:00", "11:00"]], "2": [["08:00", "11:00"]], "4": [["08:00", "10:00"]]}
NOTE = {
    "en": "Mornings I am with clients.",
    "hu": "Délelőttönként ügyfeleknél vagyok.",
    "cs": "Dopoledne jsem u klientů.",
    "sv": "På förmiddagarna är jag hos klienter.",
    "bg": "Сутрин съм при клиенти.",
    "uk": "Зранку я в клієнтів.",
}
# who, who stands in, first day and number of days from the Monday after the next days, why
AWAY = (("sam", "tom", 0, 5, "leave"), ("judit", "lena", 9, 2, "training"))


def enter_all(demo, now) -> None:
    """Told long before it begins: nobody's open conversation is touched by the first look."""
    _hours(demo.people["sam"], AFTERNOONS, NOTE)
    _hours(demo.people["tom"], MORNINGS, {})
    for key, cover, first, days, kind in AWAY:
        staff = demo.people[key]
        starts_at = _monday(now, staff.organisation) + datetime.timedelta(days=first)
        ends_at = starts_at + datetime.timedelta(days=days)
        acts.enter(
            staff.organisation, staff, staff=staff, starts_at=_midnight(starts_at), ends_at=_midnight(ends_at),
            cover=demo.people[cover], kind=kind,
        )  # fmt: skip


def _hours(person, windows, note):
    person.profile.reply_windows, person.profile.availability_note = windows, note
    person.profile.save(update_fields=["reply_windows", "availability_note"])


def _monday(now, organisation):
    """The first one of which no promise of today falls due any more."""
    day = local(now, organisation) + datetime.timedelta(days=5)
    return day + datetime.timedelta(days=-day.weekday() % 7)


def _midnight(there):
    return there.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(datetime.UTC)
