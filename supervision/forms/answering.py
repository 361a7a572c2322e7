"""Answering the reporter: the first answer (which acknowledges) and every further one."""

import contextlib
import datetime
import re
from uuid import UUID

from django import forms
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from boundaries.forms.fields import Moment
from policies.builtin import prepared_text
from policies.library.filling import partly, sourced
from policies.library.shelf import the_item
from policies.models import LibraryItem, ServiceStandard
from supervision import library_uses
from supervision.forms.base import MessageForm, one_of, text
from supervision.models import Message
from supervision.moments import Clock, local, local_moment

Kind = Message.Kind

KINDS = (
    (Kind.REPLY, _("An answer")),
    (Kind.QUESTION, _("A question back")),
    (Kind.WELCOME, _("A welcome: I have read it and will go through it with you")),
    (Kind.CALL_NOTE, _("A note of a call that we had")),
    (Kind.HOLDING, _("I need more time and promise an answer")),
)
TEXTS = {"welcome": _("Welcome"), "holding": _("More time"), "thanks": _("Thanks")}
# of an answer these come first, everything else behind what was written
BEFORE = (LibraryItem.Part.GREETING, LibraryItem.Part.WHOLE)
WITH_KIND = {"welcome": Kind.WELCOME, "holding": Kind.HOLDING}


class UsedItems(forms.Field):
    """Which texts of the library stand in the message: hidden, one input each."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        """What is no id of anything is none of ours."""
        found = []
        for sent in value if isinstance(value, list) else []:
            with contextlib.suppress(ValueError, AttributeError, TypeError):
                found.append(UUID(sent))
        return found


class AnswerForm(MessageForm):
    """An answer of some kind; asking for more time needs a promised moment."""

    name = "answer"
    title, button, done = _("Answer"), _("Send"), _("Your answer was sent.")

    kind = one_of(_("What kind of answer is this?"), choices=KINDS, initial=Kind.REPLY)
    promise = one_of(_("By when will you answer?"), required=False)
    promised_at = Moment(label=_("Or another time"))
    body = text(_("Message"), rows=8)
    items = UsedItems(required=False)
    field_order = ("kind", "promise", "promised_at", "body", "language", "items")

    def prepare(self):
        super().prepare()
        self.fields["promise"].choices = self._promises()

    def _promises(self):
        """A few honest moments within the standard, as the organisation's clock shows them."""
        standard = ServiceStandard.at(self.incident.organisation_id)
        now, clock = timezone.now(), Clock(self.incident.organisation)
        latest = now + datetime.timedelta(hours=standard.holding_max_hours)
        kept = self.data.get("promise")
        moments = [now + datetime.timedelta(hours=3), *(_at(self.incident, now, days, 12) for days in (1, 2))]
        moments = [_at_quarter(moment) for moment in moments if moment < latest]
        choices = [(moment.isoformat(), clock.short(moment)) for moment in moments]
        if kept and kept not in dict(choices) and (moment := read_moment(kept)):
            choices.append((kept, clock.short(moment)))
        return choices

    def clean_promised_at(self):
        """Typed in the organisation's time, whatever zone the server is in."""
        return typed_here(self.cleaned_data["promised_at"], self.incident)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == Kind.HOLDING and not self.promised:
            self.add_error("promise", _("Say by when you will answer."))
        return cleaned

    @property
    def promised(self):
        return self.cleaned_data.get("promised_at") or read_moment(self.cleaned_data.get("promise"))

    def details(self) -> dict:
        promised_at = self.promised if self.cleaned_data["kind"] == Kind.HOLDING else None
        items = library_uses.chosen(self.by, self.cleaned_data["items"])
        return self.message | {"kind": self.cleaned_data["kind"], "promised_at": promised_at, "items": items}

    # -- what was begun -------------------------------------------------------------------------------------------

    def go_on_with(self, draft) -> None:
        """The draft that was kept."""
        self.initial = {name: getattr(draft, name) for name in ("kind", "body", "language") if getattr(draft, name)}
        if draft.promised_at:
            self.initial["promised_at"] = local(draft.promised_at, self.incident.organisation).replace(tzinfo=None)

    def begun(self) -> list[str]:
        body = self.initial.get("body", "")
        return [body] if body.strip() else []

    def again(self) -> "AnswerForm":
        """As it was filled in, with no faults looked for."""
        filled = type(self)(incident=self.incident, by=self.by)
        filled.initial = {name: self.data.get(name) for name in self.fields if self.data.get(name)}
        filled.initial["items"] = self.data.getlist("items") if hasattr(self.data, "getlist") else []
        filled.data = self.data  # so that its promised moment stays among the choices
        filled.fields["promise"].choices = filled._promises()
        return filled

    @property
    def promised_as_typed(self):
        """Before anything was checked."""
        typed = read_moment(self.data.get("promised_at"))
        return typed_here(typed, self.incident) or read_moment(self.data.get("promise"))

    def with_words(self, words) -> "AnswerForm":
        """The same with these words after what was written; nothing is sent."""
        data = self.data.copy()
        data["body"] = "\n\n".join(filter(None, [data.get("body", "").strip(), words]))
        self.data = data
        return self.again()

    # -- prepared texts ---------------------------------------------------------------------------------------

    def with_text(self, key) -> "AnswerForm":
        """This form with a prepared text, in the reporter's language, put before what was written; nothing is sent."""
        data = self.data.copy()
        data["language"] = self.incident.language
        if key in WITH_KIND:
            data["kind"] = WITH_KIND[key]
        if key == "holding" and not data.get("promise") and not data.get("promised_at"):
            data["promise"] = self.fields["promise"].choices[0][0]
        item = the_item(self.by, key)
        text = self._filled(item, data) if item else self._prepared(key, data)
        return self._with(data, [item] if item else [], before=text)

    def with_items(self, keys) -> "AnswerForm":
        """This form with texts of the library in the reporter's language, each where it belongs; nothing is sent."""
        data = self.data.copy()
        data["language"] = self.incident.language
        items = library_uses.chosen(self.by, self.fields["items"].to_python(keys))
        first = [item for item in items if item.part in BEFORE]
        questions = [item for item in items if item.kind == item.Kind.QUESTION]
        rest = [item for item in items if item not in first and item not in questions]
        after = [self._filled(item, data) for item in rest]
        if questions:
            after.append("\n".join(f"– {self._filled(item, data)}" for item in questions))
        before = [self._filled(item, data) for item in first]
        return self._with(data, items, before=self._together(before), after=self._together(after))

    def _with(self, data, items, *, before="", after=""):
        data["body"] = self._together([before, data.get("body", "").strip(), after])
        data.setlist("items", dict.fromkeys([*data.getlist("items"), *(str(item.pk) for item in items)]))
        self.data = data
        return self.again()

    @staticmethod
    def _together(texts) -> str:
        return "\n\n".join(filter(None, texts))

    def _filled(self, item, data):
        language = self.incident.language
        return sourced(item, _tidy(partly(item, language, **self._values(data))), language)

    def _prepared(self, key, data):
        return _tidy(prepared_text(key, self.incident.language, **self._values(data)))

    def _values(self, data) -> dict:
        with translation.override(self.incident.language):
            return {
                "name": self._called(),
                "supervisor": self.by.short_name,
                "organisation": self.incident.organisation.name,
                "availability": str(_("the same day")),
                "hours": ServiceStandard.at(self.incident.organisation_id).reply_hours,
                "personal_line": "",
                "promised_at": self._promised_in_words(data),
            }

    def _called(self):
        """How the reporter is addressed; behind a pseudonym not by her name, whoever knows it."""
        return str(_("colleague")) if self.incident.behind_pseudonym else self.incident.reporter.given_name

    def _promised_in_words(self, data):
        typed = data.get("promised_at")
        moment = read_moment(data.get("promise")) or read_moment(typed)
        return local_moment(moment, self.incident.organisation, self.incident.language) if moment else "…"


class AcknowledgeForm(AnswerForm):
    """To acknowledge is to answer: the first message does it."""

    name = "acknowledge"

    def details(self) -> dict:
        return {"message": super().details()}


def _at(incident, now, days, hour):
    """That hour, so many days on, by the organisation's clock."""
    there = local(now, incident.organisation) + datetime.timedelta(days=days)
    return there.replace(hour=hour, minute=0).astimezone(datetime.UTC)


def _at_quarter(moment):
    """The next quarter of an hour, because people promise round times."""
    return moment.replace(second=0, microsecond=0) + datetime.timedelta(minutes=-moment.minute % 15)


def _tidy(text) -> str:
    """Without the room that an empty gap leaves."""
    return re.sub(r" {2,}", " ", text).strip()


def typed_here(moment, incident):
    """What was typed is meant on the organisation's clock, whatever zone the server is in."""
    if moment is None:
        return None
    zone = local(timezone.now(), incident.organisation).tzinfo
    return timezone.make_naive(moment, timezone.get_current_timezone()).replace(tzinfo=zone)


def read_moment(text):
    try:
        moment = datetime.datetime.fromisoformat(text or "")
    except ValueError:
        return None
    if not 2000 <= moment.year < 9999:
        return None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


