"""The organisation's own norms: which clauses hold when, how one is read out, and how a cited one is called."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from policies.builtin import in_language
from policies.models import Clause, Policy, PolicyVersion, ProtocolKind

BLANK = re.compile(r"\{\w+\}")


def in_force(organisation_id, at=None, event_type_id=None) -> list[Clause]:
    """Clauses that hold at this moment, norm by norm; norms written for this kind of event come first."""
    versions = PolicyVersion.objects.in_force(at).filter(
        policy__organisation=organisation_id, policy__kind=Policy.Kind.NORM
    )
    for_kind = ProtocolKind.objects.filter(version=OuterRef("version"), event_type=event_type_id)
    rows = Clause.objects.filter(version__in=versions).exclude(kind=Clause.Kind.STEP).select_related("version__policy")
    return list(rows.annotate(is_for_kind=Exists(for_kind)).order_by("-is_for_kind", "version__policy__slug", "number"))


def held_between(organisation_id, keys: Iterable[str], begins: datetime, ends: datetime) -> list[Clause]:
    """Of these, the clauses of this organisation's norms that held at some time between the two moments."""
    overlap = Q(version__in_force_until=None) | Q(version__in_force_until__gt=begins)
    rows = _of(organisation_id, keys).filter(overlap, version__in_force_from__lt=ends)
    return list(rows)


def of_organisation(organisation_id, keys: Iterable[str]) -> list[Clause]:
    """Of these, the clauses of this organisation's norms, whenever they held."""
    return list(_of(organisation_id, keys))


def _of(organisation_id, keys):
    rows = Clause.objects.filter(pk__in=as_keys(keys)).exclude(kind=Clause.Kind.STEP)
    rows = rows.filter(version__policy__organisation=organisation_id, version__policy__kind=Policy.Kind.NORM)
    return rows.select_related("version__policy")


def as_keys(values) -> list[UUID]:
    found = []
    for value in values:
        try:
            found.append(UUID(str(value)))
        except ValueError:
            continue
    return found


@dataclass(frozen=True)
class Citation:
    """A clause as it was when it was cited: which norm, which version, which number."""

    clause: Clause
    language: str | None = None

    @property
    def policy(self) -> str:
        return self.clause.version.title_in(self.language)

    @property
    def title(self) -> str:
        return title_of(self.clause, self.language)

    def __str__(self):
        return _("%(policy)s, version %(version)s, %(number)s: %(title)s") % {
            "policy": self.policy,
            "version": self.clause.version.number,
            "number": self.clause.number,
            "title": self.title,
        }


def cited(keys: Iterable[str], language=None) -> list[Citation]:
    """What was cited under these ids, in their order; nothing is asked of the database for none."""
    keys = as_keys(keys or ())
    if not keys:
        return []
    found = Clause.objects.filter(pk__in=keys).select_related("version").in_bulk()
    return [Citation(found[key], language) for key in keys if key in found]


def title_of(clause, language=None) -> str:
    text = clause.text(language)
    return text.get("title") or text.get("short") or text.get("instruction") or clause.key


def read_out(clause, *languages) -> tuple[str, str]:
    """The words to say and their language: the first of these languages in which the clause is written, else English."""
    language = next((one for one in languages if clause.texts.get(one)), "en")
    text = in_language(clause.texts, language) or {}
    said = " ".join(sentence for sentence in text.get("said", ()) if not BLANK.search(sentence))
    return said or text.get("instruction") or title_of(clause, language), language
