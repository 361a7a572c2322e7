"""The titles of the guards of other topics, and what only some results need, in the order in which the door asks."""

from django.utils.translation import gettext_lazy as _

from supervision.composer.needed import full_answer_given
from supervision.consultations.acts import nobody_still_asked
from supervision.exceptions.acts import approval_missing
from supervision.guided import titles
from supervision.hearings.acts import hearing_missing
from supervision.observations.acts import end_indicators
from supervision.plans.acts import rematch_missing
from supervision.plans.standing import all_ended, goals_wanted, support_wanted
from supervision.referrals.remit import referral_missing
from supervision.voices.acts import nobody_waits


def declare():
    titles.declare_titles({
        full_answer_given: _("A full answer, where more than a word is hoped for"),
        nobody_still_asked: _("Whoever was asked has answered"),
        goals_wanted: _("Goals, each with its result"),
        support_wanted: _("The support that was wanted"),
        all_ended: _("What was planned has come to its end"),
        nobody_waits: _("Asking the client has come to its end"),
        end_indicators: _("How it was for the reporter"),
    })
    for check in (hearing_missing, approval_missing, referral_missing, rematch_missing):
        titles.declare_by_outcome(check)
