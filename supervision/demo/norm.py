"""The demo's own norm: written by its policy owner, approved by its lead, in force as long as the organisation works."""

import json
from pathlib import Path

from audit.door import perform
from policies.editing import writing

SOURCE = Path(__file__).with_name("norm.json")


def publish(demo) -> None:
    petra = demo.people["petra"]
    wording = writing.begin_with(petra.organisation, petra, json.loads(SOURCE.read_text(encoding="utf-8")))
    wording = perform(wording, "propose", by=petra)
    perform(wording, "approve", by=demo.people["lena"])
