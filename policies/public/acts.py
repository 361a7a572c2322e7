"""Switching the organisation's public page on and off: recorded on the organisation's chain."""

from accounts.models import Organisation
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act

MAY_SWITCH = (Right.MANAGE_PEOPLE, Right.OWN_POLICIES)


def _may(organisation, user):
    belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
    return belongs and bool(user.rights & set(MAY_SWITCH))


def _turn(is_on):
    def effect(organisation, by):
        organisation.has_public_page = is_on
        organisation.save(update_fields=["has_public_page"])

    return effect


def _only_if(was_on):
    return lambda organisation: [] if organisation.has_public_page == was_on else ["wrong_status"]


def declare():
    acts = {
        "open_public_page": Act("public_page_opened", _may, _turn(True), _only_if(False), chain.ACCESS),
        "close_public_page": Act("public_page_closed", _may, _turn(False), _only_if(True), chain.ACCESS),
    }
    for name, act in acts.items():
        declare_act(Organisation, name, act)
