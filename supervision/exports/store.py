"""Finished records on disk, found by what they say: the second reader is served bytes, nothing is typeset twice.

A print stands under the digest of its canonical record. A note beside it remembers which digest an incident had at
which link of its chain, and for which names: while those are the same, nothing needs to be gathered again.
"""

import functools
import hashlib
import json
import os
import tempfile
from pathlib import Path

from django.conf import settings

from accounts.models import User
from audit.canonical import digest
from audit.chain import chain_name
from audit.models import AuditEvent
from supervision.exports.gathered import gathered, people_of
from supervision.exports.record import TEMPLATE_VERSION, canonical_json, tell
from supervision.exports.render import record_pdf
from supervision.models import Export

ROOT = Path(__file__).resolve().parents[2]
# What a record says besides its own rows: when one of these changes, no note counts any longer.
EDITION = (
    "policies/content/*.json",
    "locale/*/*/*.mo",
    "config/formats/*/*.py",
    "supervision/exports/*.py",
    "templates/pdf/*",
)
# What whoever finds the incident had better read with it
NAMES = ("organisation", "client__identity", "event_type", "event_rule", "team")
NEEDED = (
    "reference", "status", "reporter", "organisation__name", "organisation__time_zone", "client__code",
    "client__identity__given_name_encrypted", "client__identity__family_name_encrypted", "event_type__label",
    "event_type__question", "event_rule__label", "event_rule__question", "team__lead", "team__supervisor",
)  # fmt: skip
PERSON = ("pk", "given_name", "family_name", "roles", "profile__pseudonym")


def stored_record(incident, *, language, profile):
    """The PDF of this incident and the digest of its canonical form; rendered only if nobody has asked before."""
    note = folder() / "notes" / f"{_moment(incident, language, profile)}.json"
    if found := _still_true(incident, note):
        return found
    row = gathered(incident)
    document = tell(row, language=language, profile=profile)
    people = sorted(str(key) for key in people_of(row))
    names = _names(incident, people)
    pdf, content = _printed(document)
    path = str(_path(document, content).relative_to(folder()))
    known = {"people": people, "names": names, "record": content, "path": path}
    _write(note, json.dumps(known).encode())
    return pdf, content


def record_digest(document):
    """What the footer shows and the export's event proves."""
    return hashlib.sha256(canonical_json(document)).hexdigest()


def forget_records(incident):
    """Remove every print of this incident: erasure and retention call it."""
    for note in folder().glob(f"notes/{incident.pk}.*.json"):
        (folder() / json.loads(note.read_text())["path"]).unlink(missing_ok=True)
        note.unlink(missing_ok=True)


def _still_true(incident, note):
    try:
        known = json.loads(note.read_text())
        pdf = (folder() / known["path"]).read_bytes()
    except FileNotFoundError:
        return None
    return (pdf, known["record"]) if known["names"] == _names(incident, known["people"]) else None


def _moment(incident, language, profile):
    """The record as of its last event."""
    events = AuditEvent.objects.filter(chain=chain_name(incident)).order_by("-seq")
    last = events.values_list("hash", flat=True).first()
    return f"{incident.pk}.{digest([last, language, str(profile), TEMPLATE_VERSION, _edition(), _notes(incident, profile)])}"


def _notes(incident, profile):
    """Notes for colleagues stand in the access chain: they leave the record's own last event as it is."""
    return incident.internal_notes.count() if profile == Export.Profile.IDENTIFIED else 0


def _names(incident, people):
    """A digest of the names that the record shows or replaces, which may change without an event of the incident."""
    organisation, client, kind, team = incident.organisation, incident.client, incident.event_kind, incident.team
    identity = getattr(client, "identity", None)
    frame = [organisation.name, organisation.time_zone]
    frame += [kind.label, kind.question] if kind else []
    frame += [team.lead_id, team.supervisor_id] if team else []
    frame += [client.code] if client else []
    frame += [identity.given_name_encrypted, identity.family_name_encrypted] if identity else []
    persons = sorted(User.objects.filter(pk__in=people).values_list(*PERSON))
    return digest([frame, [list(person) for person in persons]])


@functools.cache
def _edition():
    """The words and rules of this installation, read once per process."""
    content = hashlib.sha256()
    for path in sorted(path for pattern in EDITION for path in ROOT.glob(pattern)):
        content.update(path.read_bytes())
    return content.hexdigest()


def _printed(document):
    content = record_digest(document)
    path = _path(document, content)
    try:
        return path.read_bytes(), content
    except FileNotFoundError:
        pdf = record_pdf(document)
        _write(path, pdf)
        return pdf, content


def folder():
    return Path(settings.DOORSTEP_VAR) / "records"


def _path(document, content):
    name = f"{content}.{document['language']}.{document['profile']}.{TEMPLATE_VERSION}.pdf"
    return folder() / content[:2] / name


def _write(path, content):
    """Whole or not at all, for its owner only."""
    for place in (folder(), path.parent):
        place.mkdir(mode=0o700, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
