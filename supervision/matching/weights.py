"""What speaks for somebody, how much, and why: the whole judgement of the matching in one table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Weight:
    """Points for one factor, and why it counts as much as it does."""

    points: int
    why: str


# factor, as an assignment keeps it -> what it counts
WEIGHTS = {
    "language": Weight(40, "Whoever is upset writes best in her own language, and reads the answer without help."),
    "wished_gender": Weight(40, "She asked for it herself; some things are told to a woman, or to a man, or not at all."),
    "wished_language": Weight(45, "She asked for it herself, whatever language this one report is in: it outweighs that one."),
    "wished_background": Weight(20, "She asked for it herself; it often goes with the other wishes."),
    "team": Weight(20, "Without wishes the team's own supervisor is the natural first: she knows the rounds and people."),
    "knows_reporter": Weight(15, "Nobody should have to begin again with a stranger; less than a wish, which may be against it."),
    "covers": Weight(15, "Whoever covers for the team's supervisor was asked to, and expects it; less than the supervisor."),
    "speciality": Weight(12, "Knows this kind of event; a good answer also comes from somebody who looks it up."),
    "knows_client": Weight(10, "Has heard of this client before and sees a repetition."),
    "decides": Weight(8, "The reporter hopes for a decision or for protection, and this person may decide: one turn less."),
    "load": Weight(-1, "For each report that this person has open: among equals, whoever has time."),
}
# with more open ones than this somebody is simply busy; a long queue must not outweigh a common language
MOST_LOAD = 20


def points_of(factor, value=None) -> int:
    return WEIGHTS[factor].points * (min(value, MOST_LOAD) if factor == "load" else 1)
