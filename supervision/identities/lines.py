"""Who is who in a record, as an auditor reads it once it is open to her; what stands where; and how many she has opened."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.models import AuditEvent
from boundaries import pseudonyms
from boundaries.models import Incident
from boundaries.rights import role_in
from policies.builtin import label
from supervision.identities.acts import READ
from supervision.models import IdentityReveal


def who_is_who(incident) -> list[dict]:
    """What the record calls somebody, and the name; a reporter who filed behind a pseudonym keeps it here too."""
    reporter = "" if incident.behind_pseudonym else str(incident.reporter)
    rows = [{"shown": pseudonyms.pseudonym(incident), "part": _("Reporter"), "name": reporter}]
    identity = getattr(incident.client, "identity", None)
    if identity:
        rows.append({"shown": incident.client.code, "part": _("Client"), "name": identity.full_name})
    for row in incident.named.select_related("user").order_by("pk"):
        name = str(row.user) if row.user_id else row.name
        rows.append({"shown": _("[somebody named in the report]"), "part": _("Named in the report"), "name": name})
    for person in _answering(incident):
        role = role_in(incident, person)
        word = label("roles", role) if role else _("A colleague")
        rows.append({"shown": word, "part": word, "name": str(person)})
    return rows


def _answering(incident) -> list:
    """Everybody who answered, decided or wrote in it, each once."""
    messages = incident.messages.exclude(author=None).select_related("author").order_by("sent_at")
    people = [incident.assignee, incident.escalated_to, incident.decided_by, *(row.author for row in messages)]
    return list({person.pk: person for person in people if person and person.pk != incident.reporter_id}.values())


def standing(incident, auditor) -> dict:
    """Where her request stands: nothing asked, waiting, refused with the reason, or open."""
    rows = list(incident.identity_reveals.filter(auditor=auditor).order_by("asked_at"))
    last = rows[-1] if rows else None
    return {
        "is_open": any(row.is_granted for row in rows),
        "waits": last is not None and last.decided_at is None,
        "refused": last.refusal_reason if last is not None and last.is_granted is False else "",
    }


def story(reader):
    """Every request and what came of it, as the record's story tells it: who, for whom, why. The reporter reads it too."""
    people = ("asked_by__profile", "auditor__profile", "decided_by__profile")
    for row in reader.incident.identity_reveals.select_related(*people).order_by("asked_at"):
        names = {"who": reader.name(row.asked_by), "auditor": reader.name(row.auditor)}
        what = _("%(who)s asked that the names in this record be opened to %(auditor)s")
        if row.asked_by_id == row.auditor_id:
            what = _("%(who)s asked for the names in this record")
        yield _line(reader, row.asked_at, what % names, row.reason, row.asked_by)
        if row.decided_at is None:
            continue
        names |= {"decider": reader.name(row.decided_by)}
        if row.is_granted:
            what = _("%(decider)s opened the names to %(auditor)s")
        else:
            what = _("%(decider)s refused to open the names to %(auditor)s")
        yield _line(reader, row.decided_at, what % names, row.refusal_reason, row.decided_by)


def _line(reader, at, what, body, by):
    return {"at": at, "what": what, "body": reader.text(body), "lang": reader.lang(by.language)}


def counted(auditor, reader) -> str:
    """How many records are open to this auditor with names, and in how many of them she has read any; "" for none."""
    seen = Incident.objects.visible_to(reader).values("pk")
    rows = IdentityReveal.objects.filter(auditor=auditor, is_granted=True, incident__in=seen)
    keys = set(rows.values_list("incident", flat=True))
    if not keys:
        return ""
    read = AuditEvent.objects.filter(actor_id=auditor.pk, act=READ, object_id__in=keys).values("object_id").distinct().count()
    words = ngettext(
        "Names are open in %(count)s record; read in %(read)s.",
        "Names are open in %(count)s records; read in %(read)s.",
        len(keys),
    )
    return words % {"count": len(keys), "read": read}
