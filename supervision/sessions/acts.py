"""Registers everything that is done with sessions: acts, who is told, what the clock looks for."""

from audit.door import declare_act
from supervision.models import SupervisionSession
from supervision.sessions import holding, owing, planning, reflections, rules, telling

ACTS = planning.ACTS | holding.ACTS | reflections.ACTS


def declare():
    for name, act in ACTS.items():
        declare_act(SupervisionSession, name, act)
    rules.declare()
    telling.declare()
    owing.declare()
