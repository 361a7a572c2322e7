"""The pocket: everything that filing without a network needs, for one person in her language; nothing is saved by it.

Forms and pages are those of the site, rendered from a blank draft: no token, no name of hers, no draft of hers. Every
address carries the id BLANK, which the phone replaces. What a kind adds to its form stands in <template data-if>.
"""

import functools
import hashlib
import json
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import get_language

from boundaries import guided, readers, sentences
from boundaries.choices import Status
from boundaries.forms import DangerForm, ReportForm
from boundaries.models import Client, Incident
from boundaries.views.begin import kinds
from policies.loading import FALLBACK_PROTOCOL
from policies.models import Clause, DirectoryEntry, PolicyVersion, ServiceStandard

BLANK = UUID(int=0)
LANGUAGES = [code for code, _name in settings.LANGUAGES]
PAGE = {"layout": "phone/pocket.html", "is_blank": True, "draft_id": BLANK}
# what the wording of a form is made of, beside the rows: read once, they change with the program only
SOURCES = ("templates/boundaries/*.html", "templates/_components/*.html", "templates/phone/*.html", "boundaries/**/*.py")
WORDING = "locale/{language}/LC_MESSAGES/django.mo"


class Pocket:
    """Reads what it depends on; renders only when asked for its content."""

    def __init__(self, user):
        self.user, self.organisation = user, user.organisation
        self.days = ServiceStandard.at(user.organisation_id).draft_days
        self.offered = kinds()
        self.kinds = [kind for _name, rows in self.offered["groups"] for kind in rows]
        self.directory = list(DirectoryEntry.objects.offered_to(self.organisation))
        self.clients = list(Client.objects.cared_for_by(user))
        self.report = ReportForm(draft=self._draft(None))
        self.around = {"readers": readers.before_beginning(user), "outside": readers.outside(self.organisation)}
        self.in_force = {version.policy_id: version for version in self._in_force()}
        self.versions = {*self.in_force.values(), *self._of_drafts()}

    @functools.cached_property
    def version(self) -> str:
        """Another one as soon as anything in the content is another."""
        rows = [_row(row) for row in (*self.kinds, *self.directory)]
        asked = [[str(field.label), field.choices] for field in self.report.fields.values() if hasattr(field, "choices")]
        clients = [[client.pk, client.code, client.preferred_language] for client in self.clients]
        versions = sorted(str(version.pk) for version in self.versions)
        depends = [self.user.pk, get_language(), self.days, rows, asked, clients, versions, self._protocols(), self.around]
        said = json.dumps(depends, default=_plain, sort_keys=True)
        return hashlib.sha256((said + _wording(get_language())).encode()).hexdigest()[:32]

    def content(self) -> dict:
        steps = self._steps()
        return {
            "version": self.version,
            "language": get_language(),
            "me": {"id": str(self.user.pk)},
            "draft_days": self.days,
            "kinds": {kind.key: self._kind(kind) for kind in self.kinds},
            "pages": {
                "kinds": render_to_string("boundaries/what_happened.html", self.offered | self.around | PAGE),
                "danger": render_to_string("boundaries/danger.html", self._danger()),
                "forms": {str(version.pk): self._form(version, steps[version.pk]) for version in self.versions},
            },
            "said": {str(version.pk): self._said(steps[version.pk]) for version in self.versions},
            "clients": {str(row.pk): {"code": row.code, "language": row.preferred_language} for row in self.clients},
        }

    # -- what it depends on ------------------------------------------------------------------------------------

    def _in_force(self):
        own = {kind.protocol_id for kind in self.kinds if kind.protocol_id}
        general = Q(policy__organisation=None, policy__slug=FALLBACK_PROTOCOL.replace("_", "-"))
        return PolicyVersion.objects.in_force().filter(general | Q(policy_id__in=own)).select_related("policy")

    def _of_drafts(self):
        drafts = Incident.objects.in_hand_of(self.user).filter(status=Status.DRAFT)
        return PolicyVersion.objects.filter(pk__in=drafts.values("protocol_version"))

    def _protocols(self) -> dict:
        return {kind.key: self._protocol(kind) for kind in self.kinds}

    def _protocol(self, kind) -> str:
        """The version in force for this kind: its own protocol's, else that of the general one (HU.0)."""
        own = self.in_force.get(kind.protocol_id)
        return str((own or self._general).pk)

    @functools.cached_property
    def _general(self):
        slug = FALLBACK_PROTOCOL.replace("_", "-")
        return next(row for row in self.in_force.values() if row.policy.slug == slug and not row.policy.organisation_id)

    # -- its content -------------------------------------------------------------------------------------------

    def _kind(self, kind) -> dict:
        return {
            "label": kind.label_in(),
            "protocol": self._protocol(kind),
            "question": kind.question_in(),
            "safeguarding": kind.safeguarding,
            "has_own_protocol": bool(kind.protocol_id),
        }

    def _draft(self, version):
        """Never saved: a draft before its first answer, about no kind yet."""
        draft = Incident(
            pk=BLANK, organisation=self.organisation, reporter=self.user, language=self.user.language, protocol_version=version
        )
        draft._prefetched_objects_cache = {
            name: getattr(draft, name).none() for name in ("named", "answers", "attachments")
        }
        draft._state.fields_cache["on_behalf"] = None
        return draft

    def _danger(self) -> dict:
        by_kind = {kind: [entry for entry in self.directory if entry.kind == kind] for kind in DirectoryEntry.Kind}
        numbers = {"emergency": by_kind["emergency"], "channels": by_kind["channel"]}
        return {"form": DangerForm(), "readers": self.around["readers"]} | numbers | PAGE

    def _steps(self) -> dict:
        """Clauses of each version by its id."""
        keys = [version.pk for version in self.versions]
        steps = {key: [] for key in keys}
        for clause in Clause.objects.filter(version__in=keys):
            steps[clause.version_id].append(clause)
        return steps

    def _form(self, version, clauses) -> str:
        draft = self._draft(version)
        form = BlankForm(draft, self.report, self.directory, clauses)
        context = {"draft": draft, "guided": form, "report": self.report, "resume_at": "basics"} | self.around | PAGE
        return render_to_string("boundaries/_form.html", context)

    def _said(self, clauses) -> dict:
        """Sentences by step and language: the client may be chosen without a network, too."""
        told = {}
        for clause in clauses:
            said = {language: sentences.said(clause, language, self.directory) for language in LANGUAGES}
            if any(said.values()):
                told[str(clause.number)] = {language: rows for language, rows in said.items() if rows}
        return told


class BlankForm(guided.GuidedForm):
    """The guided form before anything was answered, from rows that were read once for all forms."""

    def __init__(self, draft, report, directory, clauses):
        self.draft, self.report, self.directory = draft, report, directory
        self.language = sentences.language_of(draft)
        self.steps = [self._step(clause, None, None) for clause in clauses]


def _row(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _plain(value) -> str:
    return str(getattr(value, "pk", value))


@functools.cache
def _wording(language) -> str:
    found = [path for source in SOURCES for path in sorted(Path(settings.BASE_DIR).glob(source))]
    words = Path(settings.BASE_DIR, WORDING.format(language=language))
    return hashlib.sha256(b"".join(path.read_bytes() for path in [*found, words] if path.exists())).hexdigest()
