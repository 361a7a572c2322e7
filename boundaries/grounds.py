"""Why a report was graded as it was, in words: its kind, the organisation's rule by version, and what raised it."""

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boundaries.choices import Route
from boundaries.grading import URGENT
from boundaries.words import YES_NO_UNSURE
from policies.builtin import current_language, label
from policies.models.event_type import Gravity
from policies.raising import KEYS

ALWAYS = gettext_lazy("This kind of event goes to the safeguarding lead at once, always.")
WORDS = {
    "always": ALWAYS,
    "gravest": gettext_lazy("What is as grave as this goes to the safeguarding lead first."),
    "about_the_line": gettext_lazy("This kind of event is about the line itself, so it goes past it."),
    "cannot_say": gettext_lazy("Nobody can say who is part of it, so it goes past the line."),
    "follows": gettext_lazy("It goes on from a record that took the same way."),
}
# what needs no word of its own where the next sentence says it
SAID_BY_KIND = ("always", "condition")


def reasons(incident, language=None, *, for_reporter=False) -> list[dict]:
    """Each with its `why`, its sentence and, apart from the reporter, what it made of the report; none for old ones.

    The reporter is told why, not how grave: that is a word of the organisation's own order.
    """
    with translation.override(language or current_language()):
        grounds = incident.grading or []
        is_safeguarding = any(ground["why"] in SAID_BY_KIND for ground in grounds)
        shown = [ground for ground in grounds if not (ground["why"] == "gravest" and is_safeguarding)]
        return [_reason(ground, incident, for_reporter) for ground in shown]


def rule_in_words(incident, language=None) -> str:
    """Which version of the organisation's rule decided; empty where no kind was involved."""
    if not incident.grading or incident.event_type_id is None:
        return ""
    with translation.override(language or current_language()):
        rule = incident.event_rule
        if rule is None:
            return _("By the rule for this kind as it is built in.")
        since = date_format(timezone.localtime(rule.valid_from), "DATE_FORMAT")
        return _("By your organisation’s rule for this kind, version %(number)s, since %(date)s.") % {
            "number": rule.number, "date": since,
        }  # fmt: skip


def _reason(ground, incident, for_reporter) -> dict:
    told = {"why": ground["why"], "text": _text(ground, incident, for_reporter), "rule": ground["rule"]}
    return told | {"to": "" if for_reporter else _to(ground["to"])}


def _text(ground, incident, for_reporter) -> str:
    why = ground["why"]
    if why == "kind":
        kind = incident.event_kind.label_in(current_language())
        return _("It was filed as: %(kind)s.") % {"kind": kind}
    if why == "condition":
        words = {"question": incident.event_kind.question_in(current_language()), "answer": YES_NO_UNSURE[ground["answer"]]}
        return _("%(question)s The answer was: %(answer)s.") % words
    if why == "safety":
        return _safety(ground["answer"])
    if why in ("repeated", "repeated_pair") and not for_reporter:
        return f"{KEYS[why]}{_how_often(ground)}."
    return str(WORDS[why]) if why in WORDS else f"{KEYS[why]}."


def _safety(answer) -> str:
    if answer == "yes":
        return _("There is a worry about somebody’s safety.")
    return _("It was not certain whether everybody is safe.")


def _how_often(ground) -> str:
    days = ngettext("%(days)s day", "%(days)s days", ground["days"]) % {"days": ground["days"]}
    return _(": %(count)s times or more within %(days)s") % {"count": ground["count"], "days": days}


def _to(to) -> str:
    if to in Gravity.values:
        return label("gravity", to)
    return str(_WAYS[to])


_WAYS = {
    URGENT: gettext_lazy("Urgent"),
    Route.SAFEGUARDING: gettext_lazy("Safeguarding lead first"),
    Route.INDEPENDENT: gettext_lazy("Past the line"),
}
