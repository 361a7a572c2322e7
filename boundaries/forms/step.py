"""One step's form: the answers that its kind offers, a note, and what the kind adds (boundaries/answers.py)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from boundaries import answers, citing, words
from boundaries.forms.fields import Cited, OneOf, PlainText, SomeOf
from policies import norms as own_norms
from policies.builtin import choices as labels
from policies.builtin import label

Kind = answers.Kind
NO_REASON, NO_POLICY = "no_reason", "no_policy"
TICKED = ("entries", "clauses")
YES_NO = {"no": words.YES_NO_UNSURE["no"], "yes": words.YES_NO_UNSURE["yes"]}
QUESTIONS = {
    Kind.SAFETY: {"no": words.YES_NO_UNSURE["no"], "yes": _("Yes"), "unsure": _("Not sure")},
    Kind.DISCOMFORT: YES_NO,
    Kind.GUIDANCE: YES_NO,
    Kind.CLARITY: {"yes": words.YES_NO_UNSURE["yes"], "no": _("No"), "unsure": _("Not sure")},
}
NOTE_LABELS = {
    Kind.DISCOMFORT: _("What would you like us to know?"),
    Kind.GUIDANCE: _("What would you like to ask?"),
    Kind.SAFETY: _("What worries you?"),
    Kind.CLARITY: _("What is still unclear?"),
    Kind.DECISION: _("Anything about the decision?"),
}


class StepForm(forms.Form):
    """`answer` is one of the choices below; as_answer() turns the form into what answers.save_answer() takes."""

    answer = OneOf()
    note = PlainText(rows=2, max_length=answers.MAX_NOTE, label=_("In your words"))

    def __init__(self, data=None, *, draft, clause, answered=None, entries=(), norms=(), **options):
        self.draft, self.clause, self.answered = draft, clause, answered
        self.kind = Kind(clause.answer_kind)
        super().__init__(data, initial=_initial(self.kind, answered), **options)
        self.fields["answer"].choices = self._answers()
        text = clause.text()
        self.fields["answer"].label = text.get("record_prompt") or text["title"]
        self.fields["note"].label = NOTE_LABELS.get(self.kind, self.fields["note"].label)
        self.fields |= _extra_fields(self.kind, entries)
        if self.kind == Kind.CLAUSES:
            self._offer_norms(norms)
        if "entries" in self.fields:
            self.fields["entries"].label = self.fields["answer"].label

    def _offer_norms(self, norms):
        """What holds, and what was cited before; the field is left out where there is nothing to cite."""
        cited = (self.answered.data.get("clauses") if self.answered else None) or []
        known = {str(clause.pk) for clause in norms}
        earlier = [one.clause for one in own_norms.cited(key for key in cited if key not in known)]
        rows = [(str(clause.pk), clause) for clause in (*norms, *earlier)]
        if rows or (self.is_bound and self.add_prefix("clauses") in self.data):
            self.fields["clauses"] = Cited(choices=rows, label=_("Which policy did you explain?"))

    def _answers(self):
        done, apart, not_done = labels("step_outcomes")
        if self.kind == Kind.DECISION:
            offered = labels("client_decisions")
        elif self.kind in QUESTIONS:
            offered = list(QUESTIONS[self.kind].items())
        elif self.kind == Kind.REASON:
            offered = [("done", _("A reason was given")), (NO_REASON, _("No reason given")), not_done]
        elif self.kind == Kind.CLAUSES:
            offered = [done, (NO_POLICY, _("Did not apply: I found no policy")), not_done]
        else:
            offered = [done, not_done] if self.clause.always else [done, apart, not_done]
        was_elsewhere = self.draft.not_present_reason and self.clause.moment == "with_client" and apart not in offered
        return [*offered, apart] if was_elsewhere else offered

    @property
    def is_filled(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields)

    def clean(self):
        """The rules of the answer itself are checked where they are defined, with the same words."""
        cleaned = super().clean()
        if self.errors or not self.is_filled:
            return cleaned
        try:
            answers.clean_answer(self.draft, self.clause, **self.as_answer())
        except ValidationError as fault:
            of_fields = hasattr(fault, "error_dict")
            self.add_error(None if of_fields else "note" if self._chosen() == "not_done" else "answer", fault)
        return cleaned

    def _chosen(self):
        chosen = self.cleaned_data.get("answer", "")
        # Whoever ticks what was offered, or writes the reason down, has done the step
        return chosen or ("done" if any(self.cleaned_data.get(name) for name in (*TICKED, "reason")) else "")

    @property
    def norms_shown(self) -> list[dict]:
        """What may be cited, norm by norm, to read out in the client's language."""
        return citing.shown(self["clauses"], self.draft)

    def as_answer(self) -> dict:
        chosen, kind = self._chosen(), self.kind
        data = {name: self.cleaned_data[name] for name in ("reason", "entries", "clauses", "consulted", "support", "source")
                if self.cleaned_data.get(name)}  # fmt: skip
        outcome = chosen
        if kind in answers.QUESTIONS and chosen != "not_applicable":
            data["answer"], outcome = chosen, ""
        elif chosen == NO_REASON:
            data, outcome = {"no_reason": True}, "done"
        elif chosen == NO_POLICY:
            data["no_policy"], outcome = True, "not_applicable"
        if outcome == "not_applicable" or outcome == "not_done":
            data = {name: value for name, value in data.items() if name not in TICKED}
        return {"outcome": outcome, "note": self.cleaned_data.get("note", ""), "data": _apt(kind, chosen, data)}

    def save(self):
        return answers.save_answer(self.draft, self.clause, **self.as_answer())


def _apt(kind, chosen, data):
    """What was asked only after a yes goes with it when the answer becomes no."""
    if chosen == "no" and kind in (Kind.SAFETY, Kind.DISCOMFORT, Kind.GUIDANCE):
        return {"answer": "no"}
    return data


def _extra_fields(kind, entries):
    if kind == Kind.REASON:
        return {"reason": PlainText(rows=2, label=_("The reason in the client’s own words"))}
    if kind in (Kind.CHANNELS, Kind.SUPPORT):
        rows = [(str(entry.pk), entry) for entry in entries]
        return {"entries": SomeOf(choices=rows)} if rows else {}
    if kind == Kind.SAFETY:
        return {"consulted": PlainText(max_length=200, label=_("Whom did you ask or tell, and when?"))}
    if kind == Kind.DISCOMFORT:
        return {"support": OneOf(label=_("What support would you like?"), choices=labels("support_wanted"))}
    if kind == Kind.GUIDANCE:
        return {"source": OneOf(label=_("Where did you look, or whom did you ask?"), choices=words.GUIDANCE_SOURCES)}
    return {}


def _initial(kind, answered):
    if answered is None:
        return {}
    data = answered.data
    chosen = data.get("answer") or answered.outcome
    if data.get("no_reason"):
        chosen = NO_REASON
    if data.get("no_policy"):
        chosen = NO_POLICY
    return data | {"answer": chosen, "note": answered.note}


def in_words(clause, answered, entries) -> str:
    """An answer as one line for the check page and lists: the answer to a question, never a bare outcome."""
    kind, data = Kind(clause.answer_kind), answered.data
    chosen = data.get("answer", "")
    if kind == Kind.DECISION and chosen:
        said = label("client_decisions", chosen)
    elif chosen:
        said = str(QUESTIONS[kind][chosen])
    elif data.get("no_reason"):
        said = str(_("No reason given"))
    elif data.get("no_policy"):
        said = str(_("Did not apply: I found no policy"))
    else:
        said = label("step_outcomes", answered.outcome)
    if answered.confirmed_together:
        said = str(_("%(answer)s, confirmed together") % {"answer": said})
    names = [entry.name_in() for entry in entries if str(entry.pk) in data.get("entries", ())]
    return " · ".join([said, *names, *(str(one) for one in own_norms.cited(data.get("clauses")))])
