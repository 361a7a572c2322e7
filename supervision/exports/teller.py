"""How one record is told: in which language, with which names, and what a profile keeps back."""

import re
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.utils import formats
from django.utils.translation import gettext as _

from boundaries.rights import pseudonym, role_in
from policies.builtin import label
from supervision.exports import words
from supervision.models import Export
from supervision.moments import local

IDENTIFIED, REPORTER = Export.Profile.IDENTIFIED, Export.Profile.REPORTER
SHORTEST_NAME, SHORTEST_WITH_ENDING, LONGEST_ENDING = 3, 4, 5
LENGTHENED, SHORTENED = {"a": "[aá]", "e": "[eé]"}, {"á": "a", "é": "e"}


class Teller:
    """Names people, times and quotations of one incident as its profile and language want them."""

    def __init__(self, incident, language, profile):
        self.incident = incident
        self.language = language
        self.profile = profile
        self.identified = profile == IDENTIFIED

    # -- people ---------------------------------------------------------------------------------------------

    def person(self, user):
        """The reporter by pseudonym, everybody else by role; with names only in the identified profile."""
        if user is None:
            return _("Automatic")
        role = self.role(role_in(self.incident, user))
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
        return self.person(self.incident.reporter) if self.identified else self._reporter

    @property
    def _reporter(self):
        return f"{pseudonym(self.incident.reporter)}, {label('roles', 'caregiver')}"

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

    def said(self, text, language=None, **more):
        """A person's own text: never translated, and told so where it is not in the print's language."""
        language = language or self.incident.language
        said = {"text": self.masked(text), **more}
        if language != self.language:
            said |= {"lang": language, "note": words.not_translated(language)}
        return said

    def reason(self, text):
        """Why the line decided so: never for the reporter, who is told in a message of her own."""
        return self.said("" if self.profile == REPORTER else text, self.language)

    def masked(self, text):
        """Known names replaced in the pseudonymised profile, wherever somebody wrote them."""
        if self.identified or not self._masks:
            return text
        return self._mask_pattern.sub(self._replacement, text)

    @cached_property
    def _masks(self):
        masks = {}
        for person in self._colleagues:
            self._mask(masks, (person.family_name,), f"[{self.person(person)}]", whole=(str(person), person.short_name))
        reporter = self.incident.reporter
        self._mask(
            masks, (reporter.given_name, reporter.family_name), pseudonym(reporter), whole=(reporter.short_name,)
        )
        for row in self._named_rows:
            names = (row.user.given_name, row.user.family_name) if row.user_id else row.name.split()
            self._mask(masks, names, _("[somebody named in the report]"))
        if identity := getattr(self.incident.client, "identity", None):
            self._mask(masks, (identity.given_name, identity.family_name), self.incident.client.code)
        return masks

    @staticmethod
    def _mask(masks, names, by, whole=()):
        """Each name alone, and all of them in both orders."""
        forms = {*names, *whole, " ".join(names), " ".join(reversed(names))}
        forms = {form for form in forms if len(form) >= SHORTEST_NAME}
        masks |= dict.fromkeys((form.casefold() for form in forms), by)

    @cached_property
    def _colleagues(self):
        incident = self.incident
        people = [incident.reporter, incident.assignee, incident.escalated_to, incident.decided_by]
        messages = list(incident.messages.all())
        prefetch_related_objects(messages, "author__profile")  # in one go, where nobody read them before
        people += [message.author for message in messages]
        if incident.team:
            people += [incident.team.lead, incident.team.supervisor]
        return {person.pk: person for person in people if person}.values()

    @cached_property
    def _mask_pattern(self):
        """In capitals or not, and with an ending (Halásznak, Carától: the last a or e may become long before it)."""
        names = (re.escape(name) for name in sorted(self._masks, key=len, reverse=True))
        longest_first = "|".join(f"{name[:-1]}{LENGTHENED.get(name[-1], name[-1])}" for name in names)
        return re.compile(rf"(?<!\w)({longest_first})(\w{{0,{LONGEST_ENDING}}})(?!\w)", re.IGNORECASE)

    def _replacement(self, found):
        name, ending = found[1].casefold(), found[2]
        if ending and (len(name) < SHORTEST_WITH_ENDING or not found[1][0].isupper()):
            return found[0]
        return self._masks.get(name) or self._masks.get(name[:-1] + SHORTENED.get(name[-1], "")) or found[0]
