"""Rows whose status only moves through perform(): what the FSM library needs to be safe, and the verbs declared."""

from django.db import models
from django_fsm import ConcurrentTransitionMixin, FSMFieldMixin, transition

from audit.models.evidence import Evidence


class SafeProtectedMixin:
    """Keeps the protected status usable with refresh_from_db() and full_clean().

    The FSM library's own refresh lifts the protection on the shared field object for a moment (and for ever if
    the refresh fails), and full_clean() would assign to the field.
    """

    def refresh_from_db(self, using=None, fields=None, from_queryset=None):
        protected = [name for name in self._protected_names() if name in self.__dict__]
        if fields is None:
            deferred = self.get_deferred_fields()
            fields = [f.attname for f in self._meta.concrete_fields if f.attname not in deferred]
        saved = {name: self.__dict__.pop(name) for name in protected}
        try:
            models.Model.refresh_from_db(self, using=using, fields=fields, from_queryset=from_queryset)
        finally:
            for name, value in saved.items():
                self.__dict__.setdefault(name, value)
        self._update_initial_state()

    def clean_fields(self, exclude=None):
        super().clean_fields(exclude=set(exclude or ()) | set(self._protected_names()))

    def _protected_names(self):
        return [f.name for f in self._meta.concrete_fields if isinstance(f, FSMFieldMixin) and f.protected]


class Stateful(SafeProtectedMixin, ConcurrentTransitionMixin, Evidence):
    """Evidence with a `status` and verbs. A model says in may() who may, in guards_against() what forbids it now."""

    class Meta:
        abstract = True

    def save_held(self, names):
        super().save_held(names)
        self._update_initial_state()

    @classmethod
    def declared_transitions(cls) -> dict:
        """Verb -> transition, from what is declared on the model and nothing else."""
        return {t.name: t for t in cls._meta.get_field("status").get_all_transitions(cls)}

    def may(self, verb, user) -> bool:
        raise NotImplementedError

    def guards_against(self, verb) -> list[str]:
        """Codes of what is missing at a status from which the verb is possible."""
        raise NotImplementedError

    def reasons_against(self, verb) -> list[str]:
        """Codes that forbid the verb now: the wrong status, or what its guards miss."""
        if not getattr(self, verb)._django_fsm.has_transition(self.status):
            return ["wrong_status"]
        return self.guards_against(verb)

    def verbs_for(self, user) -> dict[str, list[str]]:
        """The verbs that this person has at this status, each with what still forbids it."""
        reasons = {verb: self.reasons_against(verb) for verb in self.declared_transitions() if self.may(verb, user)}
        return {verb: codes for verb, codes in reasons.items() if codes != ["wrong_status"]}


def verb(name, source, target, event):
    """Declare a transition of a Stateful model: who may, what forbids it now, its event."""
    return transition(
        field="status",
        source=source,
        target=target,
        permission=lambda row, user: row.may(name, user),
        conditions=[lambda row: row.free_for == name or not row.guards_against(name)],
        custom={"event": event},
    )
