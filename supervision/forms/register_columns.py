"""Which columns of the register somebody wants to see, in the address like every filter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.register_rows import ALWAYS, COLUMNS

FORM = "narrow"  # its boxes stand apart from the filters, and are sent with them


class CommaList(forms.CheckboxSelectMultiple):
    """Boxes whose values may come in several parameters, or in one with commas between them."""

    def value_from_datadict(self, data, files, name):
        values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return [part for value in values for part in value.replace(" ", "").split(",") if part and part != ALWAYS]


class ColumnsForm(forms.Form):
    """None chosen is all of them; one that there is not is said to be wrong, not ignored."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        help_text=_("None chosen shows all of them. The reference is always there."),
        choices=[(name, word) for name, word in COLUMNS.items() if name != ALWAYS],
        widget=CommaList(attrs={"form": FORM}),
        required=False,
    )

    @property
    def shown(self) -> list[str]:
        """Names of columns, in the table's own order."""
        chosen = self.cleaned_data["columns"] if self.is_valid() else []
        return [name for name in COLUMNS if not chosen or name == ALWAYS or name in chosen]

    @property
    def chosen(self) -> dict:
        """As the address carries them; nothing where all are shown."""
        chosen = self.cleaned_data["columns"] if self.is_valid() else []
        return {"columns": ",".join(name for name in COLUMNS if name in chosen)} if chosen else {}
