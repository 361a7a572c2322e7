"""What the public page says, in one language: promise and figure, limits and possibilities, protocols, numbers."""

from accounts.complaints import person_of
from policies import promise
from policies.builtin import content, in_language, prepared_text
from policies.models import DirectoryEntry, PolicyVersion
from policies.public import texts
from policies.public.figure import DAYS, measured
from policies.reading import within_reach

Kind = DirectoryEntry.Kind


def context(organisation, language) -> dict:
    """Nothing of a person, and nothing that depends on who is looking."""
    entries = list(DirectoryEntry.objects.offered_to(organisation))
    return {
        "organisation": organisation.name,
        "code": organisation.code.lower(),
        "language": language,
        "title": texts.on_page("title", language),
        "what": texts.on_page("what", language),
        "for_whom": texts.on_page("for_whom", language),
        "promise": promise.in_words(organisation.pk),
        "share": measured(organisation),
        "days": DAYS,
        "confidentiality": prepared_text("confidentiality", language),
        "limits": [in_language(row, language) for row in content()["limits"]],
        "possibilities": [in_language(row, language) for row in content()["possibilities"]],
        "protocols": _protocols(organisation, language),
        "channels": [entry for entry in entries if entry.kind == Kind.CHANNEL],
        "complaints": complaints(organisation, language),
        "emergency": [entry for entry in entries if entry.kind == Kind.EMERGENCY],
    }


def complaints(organisation, language) -> dict | None:
    """Whom a client may call about the service itself; None where nobody is named: then nothing is promised."""
    row = person_of(organisation)
    if row is None:
        return None
    told = {"sentence": texts.in_leaflet("complaints_person", language), "words": row.words.get(language, "")}
    return told | {"name": row.name, "phone": row.phone, "hours": row.hours}


def _protocols(organisation, language) -> list[dict]:
    """Titles and steps of what is in force; an organisation's own stands in the place of the built-in one of its name."""
    versions = PolicyVersion.objects.in_force().filter(within_reach(organisation), policy__kind="protocol")
    rows = versions.select_related("policy").prefetch_related("clauses").order_by("policy__slug")
    by_slug = {row.policy.slug: row for row in sorted(rows, key=lambda row: row.policy.organisation_id is not None)}
    return [
        {
            "title": version.title_in(language),
            "number": version.number,
            "steps": [clause.text(language)["title"] for clause in version.clauses.all()],
        }
        for _slug, version in sorted(by_slug.items())
    ]
