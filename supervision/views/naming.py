"""A client's name in what somebody is about to send: the code is offered instead, once, before it goes (B-CS-03)."""

from django import forms

from boundaries import client_names


def replaced(request, form):
    """The form again with codes instead of names, where that was pressed; else None."""
    if request.POST.get("with_names") != "codes":
        return None
    masks, data = _masks(form), request.POST.copy()
    for name in _texts(form):
        data[name] = masks.on(data.get(name, ""))
    return type(form)(data, incident=form.incident, by=form.by)


def to_read(request, form) -> list[dict]:
    """Names and their codes, before anything is sent; programs and whoever keeps the names are not held up; nor a form that
    refuses names and codes alike."""
    if "names" not in request.POST or "with_names" in request.POST or getattr(form, "names_nobody", False):
        return []
    masks = _masks(form)
    found = {row for name in _texts(form) for row in masks.found(form.data.get(name, ""))}
    return [{"name": name, "code": code} for name, code in sorted(found)]


def _texts(form):
    return [name for name, field in form.fields.items() if isinstance(field.widget, forms.Textarea)]


def _masks(form):
    return client_names.masks_for(form.by, client_names.team_of(form.incident))
