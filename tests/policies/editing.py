"""Wordings for tests of the editor."""

from policies.editing import writing
from policies.editing.document import document_of
from policies.models import PolicyVersion, VersionDraft


def begun(petra, slug="phone-number", **more) -> VersionDraft:
    """As it is after Petra has begun it: complete, from the built-in one."""
    return writing.begin(petra.organisation, petra, slug=slug, **more)


def put_on_paper(person, slug="phone-number") -> VersionDraft:
    """The same, whoever the person is: for tests in which nobody of an organisation owns policies."""
    builtin = PolicyVersion.objects.in_force().get(policy__organisation=None, policy__slug=slug)
    row = VersionDraft(organisation=person.organisation, slug=slug, kind="protocol", author=person)
    row.document = document_of(builtin)
    row.save(force_insert=True)
    return row


def step(wording, key) -> dict:
    return next(row for row in wording.document["clauses"] if row["key"] == key)


def fields_of(page, name="form") -> dict:
    """What a browser would send from this form as it is shown."""
    form = page.context[name]
    values = {field.html_name: field.value() for field in form}
    return {key: "" if value is None else value for key, value in values.items()} | {"seen": page.context.get("seen", "")}
