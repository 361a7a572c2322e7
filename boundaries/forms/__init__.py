"""What a reporter fills in. The same forms check the page and the API."""

from boundaries.forms.danger import DangerForm
from boundaries.forms.question import QuestionForm
from boundaries.forms.report import ReportForm
from boundaries.forms.step import StepForm

__all__ = ["DangerForm", "QuestionForm", "ReportForm", "StepForm"]
