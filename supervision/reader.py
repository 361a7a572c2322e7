"""One person in front of one incident: what she is to it, and how people and texts are shown to her."""

from functools import cached_property

from django.utils.translation import get_language

from boundaries import pseudonyms, reach, rights
from boundaries.models import Incident
from policies.builtin import current_language
from supervision.exports.teller import Teller
from supervision.exports.words import not_translated
from supervision.models import Export
from supervision.moments import Clock

RELATED = (
    "organisation", "team", "client", "event_type", "event_rule", "protocol_version__policy", "reporter__profile",
    "assignee__profile", "escalated_to", "decided_by", "on_behalf__sheet", "on_behalf__filed_by__profile",
)  # fmt: skip


def find(user, reference, related=RELATED, only=()) -> "Incident | None":
    """The sent incident of this reference, if this person may see it at all; `only` names the fields that it needs."""
    rows = Incident.objects.visible_to(user).sent().select_related(*related).filter(reference=reference)
    return next(iter(rows.only(*only) if only else rows), None)


class Reader:
    """Reporter, somebody who answers, or somebody who reads without names (an auditor)."""

    def __init__(self, incident, user):
        self.incident, self.user = incident, user
        self.led_to = None  # the record that came of what this person did, where it is another one
        self.clock = Clock(incident.organisation)

    @cached_property
    def is_reporter(self) -> bool:
        return rights.is_reporter(self.incident, self.user)

    @cached_property
    def answers(self) -> bool:
        return rights.answers(self.incident, self.user)

    @property
    def sees_names(self) -> bool:
        return self.is_reporter or self.answers

    @cached_property
    def teller(self) -> Teller:
        profile = Export.Profile.IDENTIFIED if self.sees_names else Export.Profile.PSEUDONYMISED
        return Teller(self.incident, current_language(), profile, knows_reporter=self.knows_reporter)

    @cached_property
    def knows_reporter(self) -> bool:
        return pseudonyms.knows_reporter(self.incident, self.user)

    @property
    def hides_reporter(self) -> bool:
        """Whether this reader, who may read names, must not learn this one."""
        return self.incident.behind_pseudonym and not self.knows_reporter

    @property
    def reporter(self) -> str:
        return self.incident.reporter.short_name if self.knows_reporter else pseudonyms.pseudonym(self.incident)

    @cached_property
    def team(self) -> str:
        """The team's name, unless it tells who stays behind a pseudonym."""
        team_id = self.incident.team_id
        if team_id is None or (not self.knows_reporter and pseudonyms.is_told_by_team(self.incident)):
            return ""
        return self.incident.team.name

    def translations_of(self, subject_id, field) -> list[dict]:
        """Translations of one text, the newest first."""
        return self.teller.translations_of(subject_id, field, self.name)

    def in_one_line(self, field) -> str:
        """A short text of the report with its newest translation behind it."""
        text, rows = getattr(self.incident, field), self.translations_of(self.incident.pk, field)
        return " · ".join([self.text(text), *(row["text"] for row in rows[:1])]) if text.strip() else ""

    @property
    def reach(self) -> str:
        """How the reporter may be reached safely: her choices in this reader's language, her words and their translation."""
        kept = self.incident.reach_safely
        rows = self.translations_of(self.incident.pk, "reach_safely")[:1] if reach.words_of(kept) else []
        return reach.shown(kept, " · ".join([self.text(reach.words_of(kept)), *(row["text"] for row in rows)]))

    def beside(self, subject_id, field, language) -> dict:
        """What stands with a text in another language: its translations, or that there is none in this reader's."""
        here = (get_language() or "en")[:2]
        rows = self.translations_of(subject_id, field)
        there = language == here or any(row["language"] == here for row in rows)
        key = "" if there or not self.answers else f"{field}-{subject_id}"
        return {"translations": rows, "untranslated": "" if there else not_translated(language), "to_translate": key}

    def name(self, person) -> str:
        """As this reader may know a person: the short name, or pseudonym and role."""
        if person is not None and self.sees_names:
            return self.reporter if person.pk == self.incident.reporter_id else person.short_name
        return self.teller.person(person)

    def text(self, text) -> str:
        """Somebody's own words; known names are replaced for whoever reads without names."""
        return self.teller.masked(text)

    def lang(self, language) -> str:
        """The lang attribute of a quotation, where it differs from the page's."""
        return "" if language == (get_language() or "en")[:2] else language
