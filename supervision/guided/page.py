"""What the page of resolve and close shows around its form: the list, and for closing what goes with the end."""

from boundaries import care_record
from boundaries.choices import Kind
from supervision.buttons import reasons
from supervision.doing import who_was_first
from supervision.guided.checklist import MOVED_ON, VERBS, checklist
from supervision.observations.lines import card

__all__ = ["MOVED_ON", "VERBS", "of_page"]


def of_page(reader, name, form, refused=()) -> dict:
    """Nothing for any other verb or act. `refused`: what the machine has just said to this form."""
    if name not in VERBS:
        return {}
    outcomes = [key for key, _word in form.fields["outcome"].choices] if "outcome" in form.fields else ()
    listed = checklist(reader, name, outcomes)
    shown = {
        "checklist": listed,
        # what only this result needs is said above the form that asked for it
        "missing": reasons(reader, [code for code in refused if code not in listed["codes"]]),
        "shows_form": listed["is_ready"] or form.is_bound,
        "first": who_was_first(reader) if listed["is_over"] else "",
        "observations": card(reader),
    }
    return shown | (_of_end(reader) if name == "close" else {})


def _of_end(reader):
    """The text for the client's care record, while somebody may still need it; a question has none."""
    incident = reader.incident
    return {"entry": care_record.entry(incident) if incident.kind == Kind.INCIDENT else "", "ends": True}
