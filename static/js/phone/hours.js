/* Opening hours as data, on the phone: whether a place is open at a moment, by the clock of the organisation. The same rules
   as policies/directory/hours.py; the one hour of a night in which clocks change is read by the clock on the wall. */

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const minutes = (clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** {day: "2026-06-01", weekday: "mon", minute: 615} in this zone. */
function wall(at, zone) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(at);
  const [year, month, day, hour, minute] = ["year", "month", "day", "hour", "minute"].map((type) => parts.find((part) => part.type === type).value);
  const weekday = DAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  return { day: `${year}-${month}-${day}`, weekday, minute: Number(hour) * 60 + Number(minute) };
}

function rangesOn(hours, { day, weekday }) {
  const other = hours.exceptions?.find((row) => row.on === day);
  if (other) return other.hours;
  return hours.always ? [["00:00", "24:00"]] : hours[weekday] ?? [];
}

function dayBefore({ day }) {
  const before = new Date(`${day}T00:00:00Z`);
  before.setUTCDate(before.getUTCDate() - 1);
  return { day: before.toISOString().slice(0, 10), weekday: DAYS[before.getUTCDay()] };
}

const goesOn = ([begins, ends]) => minutes(ends) <= minutes(begins);

/** true, false, or undefined where the hours are only words. */
export function isOpen(hours, at, zone) {
  if (!hours.always && !hours.exceptions?.length && !DAYS.some((day) => hours[day]?.length)) return undefined;
  const now = wall(at, zone);
  const today = rangesOn(hours, now).some((row) => now.minute >= minutes(row[0]) && (goesOn(row) || now.minute < minutes(row[1])));
  return today || rangesOn(hours, dayBefore(now)).some((row) => goesOn(row) && now.minute < minutes(row[1]));
}
