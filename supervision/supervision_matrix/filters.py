"""What narrows the supervision matrix: a period for the sessions that are counted, and a team. All of it in the address."""

from django.utils.translation import gettext_lazy as _

from boundaries.pseudonyms import small_teams
from supervision.forms.register import PeriodFilter, choice_of
from supervision.supervision_matrix.matrix import Narrowing, by_name


class MatrixFilter(PeriodFilter):
    """Teams that this reader is not told are not offered: to narrow to one would tell who is in it."""

    team = choice_of(_("Team"))

    def __init__(self, data, *, user):
        self.user = user
        super().__init__(data, organisation=user.organisation)

    def offered(self) -> dict:
        teams = self.teams()
        if not by_name(self.user):
            small = {str(key) for key in small_teams({key for key, _name in teams})}
            teams = [team for team in teams if team[0] not in small]
        return {"team": teams}

    def narrowed(self) -> Narrowing:
        return Narrowing(**self.cleaned_data) if self.is_valid() else Narrowing()
