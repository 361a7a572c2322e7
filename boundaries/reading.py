"""A report read back: every line in the order it happened, each with the place where it can be mended."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from boundaries import reach, words
from policies.builtin import label

QUOTES = "„“”\"»«‘’'"


def quoted(text: str) -> str:
    """In quotation marks, unless the writer set her own."""
    return f"“{text}”" if text and text[0] not in QUOTES else text


def short(text: str) -> str:
    """The beginning of a text, for a link to it."""
    return Truncator(" ".join(text.split())).chars(60)


def basics(draft) -> list[dict]:
    lines = [
        (_("What happened"), words.kind_in_words(draft), "kind"),
        (_("Who it came from"), _who(draft), "basics"),
        (_("When"), _when(draft), "basics"),
        (_("How"), draft.contact_channel and label("contact_channels", draft.contact_channel), "basics"),
        (_("Someone who works here"), _staff(draft), "basics"),
    ]
    if draft.event_type_id and draft.event_kind.question:
        lines.insert(
            1, (draft.event_kind.question_in(), _choice(words.YES_NO_UNSURE, draft.condition_answer), "basics")
        )
    return _as_lines(lines)


def in_words(draft) -> list[dict]:
    return _as_lines(
        [
            (_("What happened, in your words"), draft.what_happened, "basics"),
            (_("The client’s own words"), quoted(draft.request_verbatim), "basics"),
            (_("What you noticed"), draft.own_observations, "basics"),
            (_("How it was for you"), draft.feelings, "basics"),
        ],
        always=(1,),
    )


def response(draft) -> list[dict]:
    done = ", ".join(str(words.RESPONSES[code]) for code in draft.responses)
    lines = [(_("How you responded"), done, "response"), (_("In your words"), draft.response_given, "response")]
    return _as_lines(lines, always=() if draft.response_given else (0,))


def hopes(draft) -> list[dict]:
    return _as_lines(
        [
            (_("What you hope for"), draft.expectation and label("expectations", draft.expectation), "hopes"),
            (_("More about it"), draft.expectation_text, "hopes"),
            (_("How we may reach you safely"), reach.shown(draft.reach_safely), "hopes"),
            (_("My name"), words.BEHIND_PSEUDONYM["yes"] if draft.behind_pseudonym else "", "hopes"),
        ],
        always=(0,),
    )


def _as_lines(lines, always=None):
    """Empty lines are shown where an answer is expected, and left out where it is optional."""
    wanted = range(len(lines)) if always is None else always
    rows = [{"label": name, "value": value, "anchor": anchor} for name, value, anchor in lines]
    return [row for place, row in enumerate(rows) if row["value"] or place in wanted]


def _who(draft):
    if not draft.started_by:
        return ""
    name = draft.client.code if draft.client_id else draft.client_missing_reason
    return " · ".join(filter(None, [_choice(words.STARTED_BY, draft.started_by), name]))


def _when(draft):
    return date_format(timezone.localtime(draft.occurred_at), "DATETIME_FORMAT") if draft.occurred_at else ""


def _staff(draft):
    if draft.staff_part != "named":
        return _choice(words.STAFF_PART, draft.staff_part)
    return ", ".join(
        str(person.user) if person.user_id else person.name for person in draft.named.select_related("user")
    )


def _choice(choices, code):
    return str(choices[code]) if code else ""
