"""The phone's own modules in a page of the site, without a form: what is kept, sent and refused can be asked of them."""

import base64
import datetime
import uuid

from django.utils import timezone

from boundaries.models import Client
from policies.models import EventType
from tests import files

OPEN = """
  const from = (name) => import(`/static/js/phone/${name}.js`);
  const held = window.held ||= await (async () => {
    const [{ openVault }, { openDrafts }, { startSync }, { startQueue }] =
      await Promise.all(["vault", "drafts", "sync", "queue"].map(from));
    const vault = await openVault(window.owner);
    const drafts = await openDrafts(vault);
    const sync = startSync(vault, drafts);
    const heard = [];
    for (const name of ["saved", "away", "differs", "refused", "sent", "waiting", "gone", "adopted", "other_person", "file"]) {
      sync.on(name, (detail) => heard.push([name, detail]));
    }
    return { vault, drafts, sync, queue: startQueue(vault, sync), heard };
  })();
  const { vault, drafts, sync, queue, heard } = held;
  const file = (text, name, type) =>
    new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name, { type });
  const write = async ({ id, kind, sections }) => {
    await drafts.begin({ id, kind, language: "bg" });
    for (const [name, content] of Object.entries(sections)) await drafts.keep(id, name, content);
  };
"""
LATER_STEPS = {7: "no", 8: "no", 9: "no", 13: "declined", 14: "yes"}


def phone_at(page, person):
    """The page, with the modules loaded for this person."""
    page.goto("/healthz")
    page.evaluate("id => { window.owner = id }", str(person.pk))
    run(page, "")
    return page


def run(page, body, given=None):
    return page.evaluate("async (given) => {" + OPEN + body + "}", given)


def whole_report(words, **fields) -> dict:
    """The simplest honest report about K-031, as the form's sections hold it."""
    client = Client.objects.get(code="K-031")
    basics = {"who": f"client:{client.pk}", "contact_channel": "in_person", "occurred_at": an_hour_ago(), "staff_part": "no"}
    texts = {"request_verbatim": words, "what_happened": "", "colleagues": []}
    steps = {f"step-{number}": {"answer": LATER_STEPS.get(number, "done"), "note": f"{number}"} for number in range(1, 15)}
    steps["step-2"] = {"answer": "no_reason", "note": ""}
    sections = {
        "basics": basics | texts | fields,
        "hopes": {"expectation": "advice", "expectation_text": ""},
        "response": {"responses": ["declined"], "response_given": ""},
    }
    return {"id": str(uuid.uuid4()), "kind": EventType.objects.get(key="phone_number").key, "sections": steps | sections}


def an_hour_ago() -> str:
    return f"{timezone.localtime(timezone.now() - datetime.timedelta(hours=1)):%Y-%m-%dT%H:%M}"


def photo(**options) -> str:
    return base64.b64encode(files.photo(**options)).decode()
