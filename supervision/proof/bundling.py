"""The verifiable bundle for somebody: an event of the organisation's evidence, and nothing of records behind her walls."""

import json
import re
import tempfile

from accounts.models import Organisation
from accounts.roles import Right
from audit import bundle, chain
from audit.door import Act, declare_act, declare_consequences, record
from audit.models import AuditEvent
from boundaries.models import Incident
from boundaries.pseudonyms import knows_reporter

EXPORTED = "bundle_exported"


def bundle_for(user):
    """An open temporary file with the ZIP. Raises NotPermitted, CannotBeBundled."""
    return _bundle(user.organisation, by=user, is_within=_sight(user))


def bundle_of(organisation, references=()):
    """By whoever runs the installation: everything, or these records alone. Raises LookupError for an unknown reference."""
    if not references:
        return _bundle(organisation, by=None, is_within=None)
    found = dict(
        Incident.objects.filter(organisation=organisation, reference__in=references).values_list("reference", "pk")
    )
    if missing := sorted(set(references) - set(found)):
        raise LookupError(", ".join(missing))
    keys = set(map(str, found.values()))
    return _bundle(organisation, by=None, is_within=lambda name: name.partition(":")[2] in keys)


def _bundle(organisation, *, by, is_within):
    """The export is an event before its first byte is written."""
    record(organisation, "export_bundle", by=by, selection=is_within is not None)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever asked reads and closes it
    try:
        bundle.write(file, organisation.pk, is_within=is_within)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _sight(user):
    """None where she may see every record; else what leaves out the chains of those that she may not.

    Events name people by id: a reporter behind a pseudonym would be known by hers. And a chain that mentions a hidden
    record, being linked with it, is hidden with it.
    """
    every = Incident.objects.filter(organisation=user.organisation_id)
    hidden = set(every.exclude(pk__in=Incident.objects.visible_to(user).values("pk")).values_list("pk", flat=True))
    hidden |= {row.pk for row in every.filter(behind_pseudonym=True) if not knows_reporter(row, user)}
    if not hidden:
        return None
    names = set(map(str, hidden)) | set(
        every.filter(pk__in=hidden).exclude(reference=None).values_list("reference", flat=True)
    )
    events = AuditEvent.objects.filter(organisation_id=user.organisation_id).values_list("chain", "data")
    mentioning = {name for name, data in events.iterator() if _mentions(data, names)}
    return lambda name: name.partition(":")[2] not in names and name not in mentioning


def _mentions(data, names) -> bool:
    words = set(re.findall(r"DS-[0-9A-Z]{4}-[0-9A-Z]{4}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", json.dumps(data)))
    return not words.isdisjoint(names)


def _may(organisation, user):
    if user is None:
        return True
    return user.organisation_id == organisation.pk and user.has_right(Right.REGISTER)


def _keep(organisation, happening):
    happening.data |= happening.details


def declare():
    """Register the export with the one door."""
    declare_act(Organisation, "export_bundle", Act(EXPORTED, _may, kind=chain.ACCESS))
    declare_consequences({EXPORTED: [_keep]})
