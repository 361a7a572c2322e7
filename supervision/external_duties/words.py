"""How a decision about a notice to somebody outside is called."""

from django.utils.translation import gettext_lazy as _

from boundaries.models import ExternalDuty

Decision = ExternalDuty.Decision
DECIDED = {
    Decision.GIVEN: _("Given"),
    Decision.PLANNED: _("Planned, still open"),
    Decision.NOT_DUE: _("Not due"),
}
