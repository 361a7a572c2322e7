"""What holds of full answers beside their sending: no result without the one that is owed."""

from boundaries import guards
from supervision.composer.needed import full_answer_given


def declare():
    guards.declare("resolve", full_answer_given)
