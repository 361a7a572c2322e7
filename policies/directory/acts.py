"""What is done to an entry: events of the organisation's chain, each with the digest of what then stood there."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from accounts.plain_text import is_blank, plain_text
from accounts.roles import Right
from audit import chain
from audit.canonical import digest
from audit.door import Act, declare_act, declare_consequences, record
from audit.errors import NotNow
from policies.contact_data import contact_data_in
from policies.directory import reviewing
from policies.directory.faults import faults, in_words
from policies.models import DirectoryEntry

CONTENT = (
    "kind", "order", "name", "what_for", "phone", "email", "address", "area", "opening_hours", "head_name",
    "specialist_name", "specialist_phone", "procedure", "appointment", "documents", "languages", "external_key",
    "is_owned_by_organisation",
)  # fmt: skip
# what a change takes away, beside the content
PROOF = ("verified_on", "verified_by", "review_due_on", "doubt", "retired_reason", "active", "revision")
NOT_IN_LIST = gettext_lazy("not in the imported list")
REASONS = {
    "entry_changed": gettext_lazy("Somebody changed this entry meanwhile. Please look at it again."),
    "entry_retired": gettext_lazy("This entry is not in use any more."),
    "directory_changed": gettext_lazy("The directory has changed since this was shown. Please look at it again."),
    "entry_incomplete": gettext_lazy("Something is missing in this entry. Please complete it first."),
}
UNKNOWN_FIELD = gettext_lazy("An entry has no such field.")
MOST_SAID = 300


def content_of(entry) -> dict:
    return {field: getattr(entry, field) for field in CONTENT}


def is_to_check(entry) -> bool:
    return entry.organisation_id is not None and reviewing.is_due(entry, reviewing.today_of(entry.organisation))


def changed_fields(entry, values) -> list[str]:
    return [field for field in CONTENT if field in values and values[field] != getattr(entry, field)]


@transaction.atomic
def enter(organisation, by, values) -> DirectoryEntry:
    """A new one, not offered before it is verified. Raises ValidationError by field, NotPermitted."""
    entry = DirectoryEntry(organisation=organisation, **values)
    record(organisation, "enter_entry", by=by, entry=entry)
    return entry


@transaction.atomic
def change(entry, by, values, *, revision) -> DirectoryEntry:
    """What changed has to be verified again. Raises ValidationError by field, NotNow, NotPermitted."""
    if not changed_fields(entry, values) and entry.active and entry.revision == revision:
        return entry
    return record(_of(entry), "change_entry", by=by, entry=entry, values=values, revision=revision).details["entry"]


def verify(entry, by, *, revision) -> DirectoryEntry:
    """Somebody called, or looked it up: it is right as it stands, and whose number it is (HU.3)."""
    return record(_of(entry), "verify_entry", by=by, entry=entry, revision=revision).details["entry"]


def retire(entry, by, *, reason) -> DirectoryEntry:
    return record(_of(entry), "retire_entry", by=by, entry=entry, reason=reason).details["entry"]


def report_mistake(entry, by, text) -> DirectoryEntry:
    """Any reader: from now on it stands there as to be checked, and whoever owns the directory is asked to."""
    return record(_of(entry), "report_mistake", by=by, entry=entry, text=text).details["entry"]


def _of(entry):
    return entry.organisation


def _belongs(organisation, user):
    return user is not None and user.is_active and user.organisation_id == organisation.pk


def owns(organisation, user):
    return _belongs(organisation, user) and user.has_right(Right.OWN_POLICIES)


# -- effects: each leaves the fresh row in the very instance that was given --------------------------------------------


def _enter(organisation, by, entry):
    check(entry)
    entry.save(force_insert=True)


def _change(organisation, by, entry, values, revision):
    _hold(entry, organisation, revision=revision, active=None)
    for field, value in values.items():
        setattr(entry, field, value)
    check(entry)
    unproven(entry)
    entry.save()


def _verify(organisation, by, entry, revision):
    _hold(entry, organisation, revision=revision)
    if faults(entry):
        raise NotNow(["entry_incomplete"])
    entry.verified_on, entry.verified_by, entry.doubt = reviewing.today_of(organisation), by, ""
    entry.review_due_on = reviewing.next_review(organisation, entry.verified_on)
    entry.save(update_fields=["verified_on", "verified_by", "doubt", "review_due_on"])


def _retire(organisation, by, entry, reason):
    _hold(entry, organisation)
    if is_blank(reason or ""):
        raise ValidationError({"reason": _("Please say why.")})
    if len(reason) > MOST_SAID:
        raise ValidationError({"reason": _("This is too long.")})
    entry.active, entry.doubt, entry.retired_reason = False, "", plain_text(reason).strip()
    entry.save(update_fields=["active", "doubt", "retired_reason"])


def _doubt(organisation, by, entry, text):
    _hold(entry, organisation)
    text = " ".join(plain_text(text).split())[:MOST_SAID]
    if not text:
        raise ValidationError({"text": _("Please say in a few words what is wrong.")})
    if contact_data_in(text, known=[entry.phone, entry.specialist_phone]):
        raise ValidationError({"text": _("This looks like somebody’s phone number or address. Say what is wrong without it.")})
    entry.is_newly_doubted = not entry.doubt
    said = "\n".join(filter(None, [entry.doubt, text]))
    if len(said) <= DirectoryEntry._meta.get_field("doubt").max_length:
        entry.doubt = said
    today = reviewing.today_of(organisation)
    entry.review_due_on = min(entry.review_due_on or today, today)
    entry.save(update_fields=["doubt", "review_due_on"])


def check(entry, staff_addresses=None):
    found = faults(entry, staff_addresses)
    if found:
        raise ValidationError(in_words(found))
    own = DirectoryEntry.objects.filter(organisation=entry.organisation_id, external_key=entry.external_key)
    if entry.external_key and own.exclude(pk=entry.pk).exists():
        raise ValidationError(in_words({"external_key": ["key_twice"]}))


def unproven(entry):
    """Something else stands there now: nobody has verified that yet."""
    entry.verified_on = entry.verified_by = entry.review_due_on = None
    entry.doubt, entry.retired_reason = "", ""
    entry.active, entry.revision = True, entry.revision + 1


def _hold(entry, organisation, *, revision=None, active=True):
    """This organisation's row as it stands now, until the end of the transaction."""
    rows = DirectoryEntry.objects.select_for_update().filter(pk=entry.pk, organisation=organisation)
    if rows.first() is None:
        raise NotNow(["entry_changed"])
    entry.refresh_from_db()
    entry.organisation = organisation
    if revision is not None and entry.revision != revision:
        raise NotNow(["entry_changed"])
    if active is not None and entry.active != active:
        raise NotNow(["entry_retired"])


def _name_entry(organisation, happening):
    entry = happening.details["entry"]
    happening.data |= {"entry": str(entry.pk), "revision": entry.revision, "content": digest(content_of(entry))}


ACTS = {
    "enter_entry": Act("entry_entered", owns, _enter, kind=chain.ACCESS),
    "change_entry": Act("entry_changed", owns, _change, kind=chain.ACCESS),
    "verify_entry": Act("entry_verified", owns, _verify, kind=chain.ACCESS),
    "retire_entry": Act("entry_retired", owns, _retire, kind=chain.ACCESS),
    "report_mistake": Act("entry_doubted", _belongs, _doubt, kind=chain.ACCESS),
}


def declare():
    for name, act in ACTS.items():
        declare_act(Organisation, name, act)
        declare_consequences({act.event: [_name_entry]})
