"""Likes and their replies in words: whatever names or tells client, reporter or colleague is replaced."""

from functools import cached_property

from django.utils.translation import gettext as _

from boundaries import pseudonyms
from boundaries.masks import Masks
from boundaries.models import Incident
from boundaries.words import kind_in_words
from policies.builtin import current_language, label
from supervision.exports.teller import Teller
from supervision.exports.words import language_name
from supervision.models import Export
from supervision.moments import Clock
from supervision.similar.entries import reason_of
from supervision.similar.finding import similar

MOST_REPLIES = 3  # of one record, the newest
RELATED = (
    "client__identity", "event_type", "event_rule", "reporter__profile", "assignee__profile", "escalated_to__profile",
    "decided_by__profile", "team__lead__profile", "team__supervisor__profile", "organisation",
)  # fmt: skip
WITH = ("named__user", "messages__author__profile", "plan")


def likes(reader) -> list[dict]:
    """For those who answer this record; nobody else is told how others were answered."""
    if not reader.answers:
        return []
    clock, found = Clock(reader.incident.organisation), similar(reader.user, reader.incident)
    whole = _whole([like.incident.pk for like in found])
    return [_line(reader, like, whole[like.incident.pk], clock) for like in found]


def _whole(keys) -> dict:
    """These records with everybody whose name may stand in their texts."""
    rows = Incident.objects.filter(pk__in=keys).select_related(*RELATED).prefetch_related(*WITH)
    return {row.pk: row for row in rows}


class Unnamed:
    """One record told without names and without codes."""

    def __init__(self, incident):
        self.incident = incident
        self.teller = Teller(incident, current_language(), Export.Profile.PSEUDONYMISED)

    def text(self, text) -> str:
        return self.codes.on(self.teller.masked(text))

    @cached_property
    def codes(self) -> Masks:
        """What the first pass leaves: codes and pseudonyms lead back to the person for whoever knows them."""
        masks, row = Masks(), self.incident
        told = {pseudonyms.pseudonym(row): _("[the reporter]"), pseudonyms.of_person(row.reporter): _("[the reporter]")}
        told |= {row.reference: _("[this record]"), row.care_record_ref: _("[the care record]")}
        if row.client_id:
            told |= {row.client.code: _("[the client]"), row.client.care_record_no: _("[the client]")}
        for code, by in told.items():
            masks.add((code,), by)
        return masks


def _line(reader, like, row, clock):
    unnamed, corrected = Unnamed(row), {message.supersedes_id for message in row.messages.all()}
    return {
        "reference": row.reference if like.is_seen else "",
        "url": f"/incidents/{row.reference}/" if like.is_seen else "",
        "kind": kind_in_words(row),
        "when": clock.short(row.submitted_at) if like.is_seen else "",
        "language": language_name(row.language),
        "outcome": label("outcomes", row.outcome) if row.outcome else "",
        "contact_type": label("contact_types", row.contact_type) if row.contact_type else "",
        "is_same_reason": bool(reason_of(row)) and reason_of(row) == reason_of(reader.incident),
        "replies": [_reply(reader, unnamed, one, corrected) for one in like.replies[-MOST_REPLIES:]],
    }


def _reply(reader, unnamed, message, corrected):
    return {
        "body": unnamed.text(message.body),
        "language": message.language,
        "lang": reader.lang(message.language),
        "is_superseded": message.pk in corrected,
        "is_shared": hasattr(message, "sharing"),
    }
