"""What is wrong with an entry, by field and with codes that stay: one list for the form, the API, a file, and verifying."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.organisation import LANGUAGES
from policies.contact_data import EMAIL
from policies.directory import written_hours
from policies.directory.written_hours import UNWRITABLE
from policies.models.directory import DirectoryEntry

Kind = DirectoryEntry.Kind
REASONS = {
    "missing": _("This is missing."),
    "missing_own_language": _("This is missing in the language of your organisation."),
    "too_long": _("This is too long."),
    "unreadable": _("This cannot be read. Please write it again."),
    "phone_unreadable": _("Write a phone number in digits, such as +36 1 555 01 01."),
    "email_unreadable": _("This is no e-mail address."),
    "staff_contact": _("This belongs to somebody who works here. Private contact data of staff never stand in the directory."),
    "channel_has_one_number": _("A line of your organisation has one number, and it is nobody’s own."),
    "not_owned": _("Please confirm that this number belongs to an organisation, not to a member of staff."),
    "hours_missing": _("Opening hours are missing: say the hours for each day, or that it is always open."),
    "hours_unreadable": _("These hours cannot be read. Write them like 08:00-12:00, 13:00-16:30."),
    "hours_overlap": _("Some of these hours overlap."),
    "hours_date_twice": _("The same date stands here twice."),
    "hours_always_and_days": _("Either it is always open, or there are hours for each day."),
    "key_twice": _("Another entry is known under this name in your list."),
}
PHONE = re.compile(r"\+?[\d][\d ()/.-]{1,38}\Z")
TAG = re.compile(r"[a-z]{2,3}\Z")
TEXTS = {"name": 200, "what_for": 500, "procedure": 2000}  # by language
LINES = {"phone": 40, "email": 254, "area": 120, "head_name": 120, "specialist_name": 120, "specialist_phone": 40}
LINES |= {"address": 500, "external_key": 80}
MOST_DOCUMENTS, MOST_LANGUAGES, MOST_OF_DOCUMENT = 20, 20, 200
REFERRED = (Kind.SERVICE, Kind.AUTHORITY)  # where somebody is sent to: an address, and what happens there


def faults(entry, staff_addresses=None) -> dict[str, list[str]]:
    """{field: [code]}. A list of a thousand asks for the addresses of staff once and gives them."""
    found: dict[str, list[str]] = {}
    for check in (_texts, _lines, _choices, _numbers, _documents, _hours):
        for field, code in check(entry):
            found.setdefault(field, []).append(code)
    if not found:
        known = staff_mail(entry.organisation_id) if staff_addresses is None else staff_addresses
        for field in _naming_staff(entry, known):
            found.setdefault(field, []).append("staff_contact")
    return found


def in_words(found) -> dict[str, list[str]]:
    return {field: [str(REASONS[code]) for code in codes] for field, codes in found.items()}


def staff_mail(organisation_id) -> frozenset[str]:
    """Phone numbers of staff are held nowhere here (HU.3): their mail is all there is to compare with."""
    rows = User.objects.filter(organisation_id=organisation_id).exclude(email=None)
    return frozenset(rows.annotate(address=Lower("email")).values_list("address", flat=True))


def missing_languages(entry) -> list[str]:
    """Languages in which a reader would get the text of another one."""
    asked = [entry.name, entry.what_for] + ([entry.procedure] if entry.procedure else [])
    asked += entry.documents
    return [code for code in LANGUAGES if not all(texts.get(code) for texts in asked)]


def _texts(entry):
    own = entry.organisation.language if entry.organisation_id else "en"
    for field, most in TEXTS.items():
        texts = getattr(entry, field)
        needed = field != "procedure" or entry.kind in REFERRED
        if not _is_in_languages(texts):
            yield field, "unreadable"
        elif max(map(len, texts.values()), default=0) > most:
            yield field, "too_long"
        elif needed and not texts.get(own, "").strip():
            yield field, "missing_own_language" if any(texts.values()) else "missing"


def _lines(entry):
    for field, most in LINES.items():
        text = getattr(entry, field)
        if not isinstance(text, str) or UNWRITABLE.search(text):
            yield field, "unreadable"
        elif len(text) > most:
            yield field, "too_long"


def _choices(entry):
    if entry.kind not in Kind.values:
        yield "kind", "unreadable"
    if entry.appointment not in DirectoryEntry.Appointment.values:
        yield "appointment", "unreadable"
    if entry.is_owned_by_organisation is not True:
        yield "is_owned_by_organisation", "not_owned"
    tags = entry.languages
    if not isinstance(tags, list) or len(tags) > MOST_LANGUAGES or not all(_is_tag(tag) for tag in tags):
        yield "languages", "unreadable"
    if entry.kind in REFERRED and not str(entry.address).strip():
        yield "address", "missing"


def _numbers(entry):
    if not entry.phone:
        yield "phone", "missing"
    for field in ("phone", "specialist_phone"):
        if getattr(entry, field) and not _is_phone(getattr(entry, field)):
            yield field, "phone_unreadable"
    if entry.kind == Kind.CHANNEL and (entry.specialist_phone or entry.specialist_name):
        yield "specialist_phone" if entry.specialist_phone else "specialist_name", "channel_has_one_number"
    try:
        if entry.email and isinstance(entry.email, str):
            validate_email(entry.email)
    except ValidationError:
        yield "email", "email_unreadable"


def _documents(entry):
    rows = entry.documents
    if not isinstance(rows, list) or len(rows) > MOST_DOCUMENTS or not all(map(_is_in_languages, rows)):
        yield "documents", "unreadable"
    elif any(len(text) > MOST_OF_DOCUMENT for row in rows for text in row.values()):
        yield "documents", "too_long"
    elif any("|" in text or "\n" in text for row in rows for text in row.values()) or not all(any(row.values()) for row in rows):
        yield "documents", "unreadable"


def _hours(entry):
    for code in written_hours.faults_of(entry.opening_hours):
        yield "opening_hours", code


def _naming_staff(entry, known):
    fields = (*LINES, *TEXTS, "documents", "opening_hours")
    return [field for field in fields if known & {one.lower() for one in EMAIL.findall(str(getattr(entry, field)))}]


def _is_in_languages(texts):
    return isinstance(texts, dict) and all(
        code in LANGUAGES and isinstance(text, str) and not UNWRITABLE.search(text) for code, text in texts.items()
    )


def _is_tag(tag):
    return isinstance(tag, str) and bool(TAG.match(tag))


def _is_phone(number):
    return isinstance(number, str) and bool(PHONE.match(number)) and sum(c.isdigit() for c in number) >= 3
