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
from django.template.loader import render_to_string
from django.utils.translation import get_language

from boundaries import guided, readers, sentences
from boundaries.choices import Status
from boundaries.forms import DangerForm, ReportForm
from boundaries.forms.referral import ReferralForm
from boundaries.models import Client, Incident
from boundaries.referrals import showing
from boundaries.referrals.finding import MOST_SHOWN
from boundaries.views.begin import kinds
from policies import norms
from policies.directory.finding import MOST_KEPT, kept_on_phone
from policies.library import pocket as library
from policies.models import Clause, DirectoryEntry, PolicyVersion, ServiceStandard
from policies.protocols import is_general, protocol_for, protocols_by_kind
from policies.search.finding import NAMES

BLANK = UUID(int=0)
LANGUAGES = [code for code, _name in settings.LANGUAGES]
PAGE = {"layout": "phone/pocket.html", "is_blank": True, "draft_id": BLANK}
# pages about where to turn, before it is known from which report and where to
OF_PLACES = PAGE | {
    "base": f"/incidents/drafts/{BLANK}/referrals/", "back": f"/incidents/drafts/{BLANK}/", "given": (), "is_cut": False,
    "is_draft": False, "may_remove": False, "incident": None,
}  # fmt: skip
NO_PLACE = {
    "entry": None, "name": "", "phrase": "", "wrong": "", "language": "", "missing": (), "asks_procedure": True,
    "card": {"language": "", "lines": ()}, "languages": settings.LANGUAGES,
}  # fmt: skip
# what the wording of a form is made of, beside the rows: read once, they change with the program only
SOURCES = (
    "templates/boundaries/**/*.html", "templates/_components/*.html", "templates/phone/*.html", "boundaries/**/*.py",
    "templates/policies/directory/*.html", "policies/directory/*.py", "policies/content/referral.json",
    "templates/policies/library/kept.html",
)  # fmt: skip
GROUPS = [{"name": name, "label": label} for name, label in NAMES.items()]
WORDING = "locale/{language}/LC_MESSAGES/django.mo"


class Pocket:
    """Reads what it depends on; renders only when asked for its content."""

    def __init__(self, user):
        self.user, self.organisation = user, user.organisation
        self.days = ServiceStandard.at(user.organisation_id).draft_days
        self.offered = kinds(self.organisation)
        self.kinds = [kind for _name, rows in self.offered["groups"] for kind in rows]
        self.directory = list(DirectoryEntry.objects.offered_to(self.organisation))
        self.norms = norms.in_force(self.organisation.pk)
        self.clients = list(Client.objects.cared_for_by(user))
        self.library = library.items(user, get_language())
        self.report = ReportForm(draft=self._draft(None))
        self.around = {"readers": readers.before_beginning(user), "outside": readers.outside(self.organisation)}
        self.protocols = protocols_by_kind(self.kinds, self.organisation)
        self.general = protocol_for(None, self.organisation)
        self.versions = {*self.protocols.values(), self.general, *self._of_drafts()}

    @functools.cached_property
    def version(self) -> str:
        """Another one as soon as anything in the content is another."""
        ruling = [row for kind in self.kinds for row in (kind.event_type, kind.rule) if row]
        rows = [_row(row) for row in (*ruling, *self.directory)]
        asked = [[str(field.label), field.choices] for field in self.report.fields.values() if hasattr(field, "choices")]
        clients = [[client.pk, client.code, client.preferred_language] for client in self.clients]
        versions = sorted(str(version.pk) for version in self.versions)
        cited = [str(clause.pk) for clause in self.norms]
        protocols = {key: version.pk for key, version in self.protocols.items()}
        person = [self.user.pk, get_language(), self.days]
        depends = [*person, cited, self.library, rows, asked, clients, versions, protocols, self.around]
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
                "danger": render_to_string("boundaries/danger.html", self._danger(steps[self.general.pk])),
                "directory": render_to_string("policies/directory/kept.html", {"entries": self.directory[:MOST_KEPT]} | PAGE),
                "find": render_to_string("policies/library/kept.html", {"groups": GROUPS} | PAGE),
                "places": render_to_string("boundaries/referrals/choose.html", {"places": self._places()} | OF_PLACES),
                "place": render_to_string("boundaries/referrals/give.html", {"form": ReferralForm()} | NO_PLACE | OF_PLACES),
                "forms": {str(version.pk): self._form(version, steps[version.pk]) for version in self.versions},
            },
            "safety": {str(version.pk): _safety(steps[version.pk]) for version in self.versions},
            "places": {str(entry.pk): showing.kept_on_phone(entry) for entry in self._places()},
            "said": {str(version.pk): self._said(steps[version.pk]) for version in self.versions},
            "norms": {str(clause.pk): {code: norms.read_out(clause, code)[0] for code in LANGUAGES} for clause in self.norms},
            "directory": self._directory(),
            "library": {"items": self.library, "steps": self._steps_to_find(steps)},
            "clients": {str(row.pk): {"code": row.code, "language": row.preferred_language} for row in self.clients},
        }

    # -- what it depends on ------------------------------------------------------------------------------------

    def _of_drafts(self):
        drafts = Incident.objects.in_hand_of(self.user).filter(status=Status.DRAFT)
        return PolicyVersion.objects.filter(pk__in=drafts.values("protocol_version"))

    # -- its content -------------------------------------------------------------------------------------------

    def _kind(self, kind) -> dict:
        return {
            "label": kind.label_in(),
            "protocol": str(self.protocols[kind.key].pk),
            "question": kind.question_in(),
            "safeguarding": kind.safeguarding,
            "has_own_protocol": not is_general(self.protocols[kind.key]),
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

    def _danger(self, clauses) -> dict:
        by_kind = {kind: [entry for entry in self.directory if entry.kind == kind] for kind in DirectoryEntry.Kind}
        numbers = {"emergency": by_kind["emergency"], "channels": by_kind["channel"]}
        general = {"version": self.general.pk, "general_version": self.general.pk}
        general |= {"safety": _safety(clauses), "general_safety": _safety(clauses)}
        return {"form": DangerForm(), "readers": self.around["readers"]} | general | numbers | PAGE

    def _directory(self) -> dict:
        return {"zone": self.organisation.time_zone, "entries": [kept_on_phone(row) for row in self.directory[:MOST_KEPT]]}

    def _steps_to_find(self, clauses) -> list:
        keys = {version.pk for version in (*self.protocols.values(), self.general)}
        versions = PolicyVersion.objects.filter(pk__in=keys).select_related("policy")
        return library.steps(versions, clauses, get_language())

    def _places(self) -> list:
        """Whom a client may be sent to without a network."""
        rows = [entry for entry in self.directory if entry.kind != DirectoryEntry.Kind.EMERGENCY]
        return sorted(rows, key=lambda entry: entry.kind == DirectoryEntry.Kind.CHANNEL)[:MOST_SHOWN]

    def _steps(self) -> dict:
        """Clauses of each version by its id."""
        keys = [version.pk for version in self.versions]
        steps = {key: [] for key in keys}
        for clause in Clause.objects.filter(version__in=keys):
            steps[clause.version_id].append(clause)
        return steps

    def _form(self, version, clauses) -> str:
        draft = self._draft(version)
        form = BlankForm(draft, self.report, self.directory, clauses, self.norms)
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

    def __init__(self, draft, report, directory, clauses, norms):
        self.draft, self.report, self.directory, self.norms = draft, report, directory, norms
        self.language = sentences.language_of(draft)
        self.steps = [self._step(clause, None, None) for clause in clauses]


def _safety(clauses) -> str:
    return next((guided.anchor_of(clause) for clause in clauses if clause.answer_kind == Clause.Answer.SAFETY), "")


def _row(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _plain(value) -> str:
    return str(getattr(value, "pk", value))


@functools.cache
def _wording(language) -> str:
    found = [path for source in SOURCES for path in sorted(Path(settings.BASE_DIR).glob(source))]
    words = Path(settings.BASE_DIR, WORDING.format(language=language))
    return hashlib.sha256(b"".join(path.read_bytes() for path in [*found, words] if path.exists())).hexdigest()
