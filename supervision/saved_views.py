"""Views of the register that somebody keeps for herself: saved under a name, opened with what is still offered, deleted.

A preference and no evidence: it changes no record, so it does not go through the one door.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from supervision.forms.register import RegisterFilter
from supervision.forms.register_columns import ColumnsForm
from supervision.models import SavedView
from supervision.register_rows import ALWAYS, COLUMNS

MOST = 20


def views_of(user) -> list[SavedView]:
    return list(SavedView.objects.filter(user=user))


def save(user, name: str, filters: RegisterFilter, columns: ColumnsForm) -> bool:
    """Keep what these forms hold, in place of what had the name before. Whether it did. ValidationError when there are MOST."""
    query = query_of(filters, columns)
    with transaction.atomic():
        User.objects.select_for_update().only("pk").get(pk=user.pk)  # two requests at once keep to the limit
        mine = SavedView.objects.filter(user=user)
        if mine.filter(name=name).update(query=query):
            return True
        if mine.count() >= MOST:
            raise ValidationError(_("You have %(most)s saved views. Delete one first.") % {"most": MOST})
        SavedView.objects.create(user=user, name=name, query=query)
        return False


def query_of(filters, columns) -> dict:
    """What valid forms hold, as values that mean the same in every language."""
    values = {name: value for name, value in filters.cleaned_data.items() if value}
    plain = {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in values.items()}
    return {"filters": plain, "columns": [name for name in columns.shown if columns.chosen and name != ALWAYS]}


def as_address(query) -> dict:
    """As the page's own address carries it."""
    return query["filters"] | ({"columns": ",".join(query["columns"])} if query["columns"] else {})


def opened(view, organisation) -> tuple[dict, list[str]]:
    """The view as an address carries it, and what it held that nobody offers any more, in words."""
    filters, columns = dict(view.query["filters"]), list(view.query["columns"])
    gone = []
    form = RegisterFilter(filters, organisation=organisation)
    for name in [name for name in filters if name not in form.fields or name in form.errors]:
        gone.append(str(form.fields[name].label) if name in form.fields else name)
        del filters[name]
    left = [name for name in columns if name in COLUMNS]
    if len(left) < len(columns):
        gone.append(_("Columns"))
    return as_address({"filters": filters, "columns": left}), gone
