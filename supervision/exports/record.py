"""The canonical record: everything that an incident's document says, as plain data."""

from audit.canonical import canonical_json  # noqa: F401

TEMPLATE_VERSION = 1
