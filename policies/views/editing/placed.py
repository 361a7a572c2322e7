"""Faults of a wording with the page and the field where each is mended."""

from collections import Counter

from django.conf import settings
from django.urls import reverse

from policies.builtin import in_language
from policies.editing.faults import faults
from policies.views.editing.clause_form import NORM_TEXTS, STEP_TEXTS
from policies.views.editing.forms import WHOLE_TEXTS

NAMES = dict(settings.LANGUAGES)


def faults_of(wording) -> list:
    return faults(wording.document, organisation=wording.organisation)


def placed(wording, found) -> list[dict]:
    """Each as {text, url}; the text says where."""
    return [_placed(wording, fault) for fault in found]


def missing_texts(found, start) -> set:
    """(language, name) of what is wrong under `start`, such as "clauses.4.texts."; a sentence counts for its list."""
    places = [fault.place.removeprefix(start).split(".") for fault in found if fault.place.startswith(start)]
    return {(place[0], place[1]) for place in places if len(place) > 1 and place[0] in NAMES}


def counts(found) -> Counter:
    """How much is missing by (number of the clause, or 0 for the whole; language, or "" where it is none's)."""
    return Counter(_counted(fault.place.split(".")) for fault in found)


def _counted(place):
    if place[0] == "clauses" and len(place) > 1:
        return int(place[1]), place[3] if len(place) > 3 and place[2] == "texts" else ""
    return 0, place[1] if len(place) > 1 and place[0] in WHOLE_TEXTS else ""


def _placed(wording, fault) -> dict:
    place = fault.place.split(".")
    if place[0] == "clauses" and len(place) > 1:
        return _in_clause(wording, int(place[1]), place[2:], fault.text)
    if place[0] in WHOLE_TEXTS:
        language = place[1] if len(place) > 1 else settings.LANGUAGES[0][0]
        url = f"{reverse('wording_whole', args=[wording.pk])}#field-{language}-{place[0]}"
        return _said(url, fault.text, WHOLE_TEXTS[place[0]][0], NAMES.get(language))
    if place[0] in ("event_types", "audience"):
        return _said(f"{reverse('wording_whole', args=[wording.pk])}#field-{place[0]}", fault.text)
    return _said(f"{reverse('wording', args=[wording.pk])}#clauses", fault.text)


def _in_clause(wording, number, place, text) -> dict:
    clause = wording.document["clauses"][number - 1]
    url, title = reverse("wording_clause", args=[wording.pk, clause["key"]]), title_of_clause(clause)
    if place and place[0] == "texts" and len(place) > 2:
        asked = STEP_TEXTS if clause.get("kind") == "step" else NORM_TEXTS
        label = asked[place[2]]().label if place[2] in asked else place[2]
        return _said(f"{url}#field-{place[1]}-{place[2]}", text, f"{number}. {title}", label, NAMES.get(place[1]))
    return _said(f"{url}#field-{place[0]}" if place else url, text, f"{number}. {title}")


def title_of_clause(clause) -> str:
    titles = {code: (texts or {}).get("title") for code, texts in (clause.get("texts") or {}).items()}
    return in_language(titles) or next(filter(None, titles.values()), "") or clause.get("key", "")


def _said(url, text, *where) -> dict:
    named = ", ".join(str(name) for name in where if name)
    return {"url": url, "text": f"{named}: {text}" if named else text}
