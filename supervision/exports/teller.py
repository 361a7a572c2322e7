"""How one record is told: in which language, with which names, and what a profile keeps back."""

from functools import cached_property

from django.db.models import prefetch_related_objects
from django.utils import formats
from django.utils.translation import gettext as _

from boundaries import pseudonyms
from boundaries.masks import Masks
from boundaries.rights import role_in
from policies.builtin import label
from supervision.exports import words
from supervision.models import Export
from supervision.moments import local
from supervision.translating import showing

IDENTIFIED, REPORTER = Export.Profile.IDENTIFIED, Export.Profile.REPORTER


class Teller:
    """Names people, times and quotations of one incident as its profile and language want them."""

    def __init__(self, incident, language, profile, *, knows_reporter=None):
        """A document never tells who stands behind a pseudonym, with names or without: it is handed on."""
        self.incident = incident
        self.hides_reporter = incident.behind_pseudonym if knows_reporter is None else not knows_reporter
        self.language = language
        self.profile = profile
        self.identified = profile == IDENTIFIED

    # -- people ---------------------------------------------------------------------------------------------

    def person(self, user):
        """The reporter by pseudonym, everybody else by role; with names only in the identified profile."""
        if user is None:
            return _("Automatic")
        role = self.role(role_in(self.incident, user))
        if user.pk == self.incident.reporter_id and self.hides_reporter:
            return self._reporter
        if self.identified:
            return f"{user}, {role}" if role else str(user)
        return self._reporter if user.pk == self.incident.reporter_id else role or _("A colleague")

    def actor(self, role):
        """Who did something in the chain, which knows roles and ids only."""
        return self._reporter if role == "reporter" else self.role(role) or _("Automatic")

    def role(self, role):
        return label("roles", "caregiver" if role == "reporter" else role) if role not in ("", "system") else ""

    @property
    def reporter(self):
        return self.person(self.incident.reporter)

    @property
    def _reporter(self):
        named = pseudonyms.pseudonym(self.incident)
        return named if self.incident.behind_pseudonym else f"{named}, {label('roles', 'caregiver')}"

    @property
    def client(self):
        client = self.incident.client
        if client is None:
            return self.masked(self.incident.client_missing_reason)
        identity = getattr(client, "identity", None)
        return f"{client.code}, {identity.full_name}" if self.identified and identity else client.code

    @cached_property
    def named(self):
        """Those who are part of the event: how many, and in the identified profile who."""
        people = [str(row.user) if row.user_id else row.name for row in self._named_rows]
        if self.identified:
            return ", ".join(people)
        return _("%(count)s, not named here") % {"count": len(people)} if people else ""

    @cached_property
    def _named_rows(self):
        return sorted(self.incident.named.all(), key=lambda row: row.pk)

    # -- words ----------------------------------------------------------------------------------------------

    def moment(self, at):
        if at is None:
            return ""
        return formats.date_format(local(at, self.incident.organisation), "SHORT_DATETIME_FORMAT")

    def day(self, at):
        return formats.date_format(local(at, self.incident.organisation), "SHORT_DATE_FORMAT")

    def said(self, text, language=None, *, of=None, **more):
        """A person's own text in its language, with its translations, or told that there is none in the print's.

        `of` is its place: the id of its row, and the field.
        """
        language = language or self.incident.language
        said = {"text": self.masked(text), **more}
        translations = self.translations_of(*of, self.person) if of and text.strip() else []
        if language != self.language:
            said |= {"lang": language}
            if not any(row["language"] == self.language for row in translations):
                said |= {"note": words.not_translated(language)}
        return said | ({"translations": translations} if translations else {})

    def translations_of(self, subject_id, field, name) -> list[dict]:
        """Translations of one text, the newest first; `name(person)` calls who made them."""
        return [
            {
                "label": showing.in_words(row, name, with_names=self.identified),
                "text": self.masked(row.text),
                "language": row.language,
                "lang": row.language if row.language != self.language else "",
            }
            for row in self._translations.get((subject_id, field), ())
        ]

    @cached_property
    def _translations(self):
        rows = list(self.incident.translations.all())
        prefetch_related_objects(rows, "author__profile")
        return showing.by_text(rows)

    def reason(self, text):
        """Why the line decided so: never for the reporter, who is told in a message of her own."""
        return self.said("" if self.profile == REPORTER else text, self.language)

    def masked(self, text):
        """Known names replaced in the pseudonymised profile, wherever somebody wrote them; else a hidden reporter's."""
        return self.masks.on(text)

    @cached_property
    def masks(self) -> Masks:
        """Every name that must not be read, with what stands in its place."""
        if self.identified:
            return pseudonyms.masks_of(self.incident) if self.hides_reporter else Masks()
        masks = Masks()
        for person in self._colleagues:
            masks.add((person.family_name,), f"[{self.person(person)}]", whole=(str(person), person.short_name))
        reporter = self.incident.reporter
        names = (reporter.given_name, reporter.family_name)
        masks.add(names, pseudonyms.pseudonym(self.incident), whole=(reporter.short_name,))
        for row in self._named_rows:
            names = (row.user.given_name, row.user.family_name) if row.user_id else row.name.split()
            masks.add(names, _("[somebody named in the report]"))
        if identity := getattr(self.incident.client, "identity", None):
            masks.add((identity.given_name, identity.family_name), self.incident.client.code)
        return masks

    @cached_property
    def _colleagues(self):
        incident = self.incident
        people = [incident.reporter, incident.assignee, incident.escalated_to, incident.decided_by]
        messages = list(incident.messages.all())
        prefetch_related_objects(messages, "author__profile")  # in one go, where nobody read them before
        people += [message.author for message in messages]
        planned = list(incident.plan.all())
        prefetch_related_objects(planned, "responsible__profile", "proposed_by__profile", "ended_by__profile")
        people += [person for row in planned for person in (row.responsible, row.proposed_by, row.ended_by)]
        if incident.team:
            people += [incident.team.lead, incident.team.supervisor]
        return {person.pk: person for person in people if person}.values()
