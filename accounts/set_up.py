"""What an organisation still misses before its set-up is finished; every room adds to it. Nothing here stops a report."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts import complaints, independent


@dataclass(frozen=True)
class Requirement:
    """`is_met(organisation)`; the sentences for both, and where it is mended (a path, or "")."""

    key: str
    met: str
    missing: str
    address: str
    is_met: Callable


_requirements: dict[str, Requirement] = {}


def require(requirement: Requirement) -> None:
    _requirements[requirement.key] = requirement


def requirements() -> list[Requirement]:
    return list(_requirements.values())


def missing(organisation) -> list[Requirement]:
    return [requirement for requirement in requirements() if not requirement.is_met(organisation)]


def is_finished(organisation) -> bool:
    return not missing(organisation)


def declare():
    require(
        Requirement(
            "independent_contact",
            _("An independent contact has accepted."),
            _("No independent contact has accepted yet: what nobody inside may answer has nowhere to go."),
            "/settings/independent-contact/",
            lambda organisation: independent.accepted(organisation.pk) is not None,
        )
    )
    require(
        Requirement(
            "complaints_person",
            _("A person for complaints of clients is named."),
            _("No person for complaints of clients is named yet: the leaflet says nothing about it."),
            "/settings/complaints/",
            lambda organisation: complaints.person_of(organisation) is not None,
        )
    )
