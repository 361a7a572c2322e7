"""One report as the form on the phone holds it, with words and a photo of its own, and the phone's modules that send it."""

import base64
import io
import random
import uuid

from PIL import Image

from benchmarks.submission import KIND, NOTE, REPORT, STEPS

PHONE = """async (owner) => {
  const from = (name) => import(`/static/js/phone/${name}.js`);
  const [{ openVault }, { openDrafts }, { startSync }] = await Promise.all(["vault", "drafts", "sync"].map(from));
  const vault = await openVault(owner);
  const drafts = await openDrafts(vault);
  const sync = startSync(vault, drafts);
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const write = async ({ id, sections, kind }, photo) => {
    await drafts.begin({ id, kind, language: "bg" });
    for (const [name, content] of Object.entries(sections)) await drafts.keep(id, name, content);
    await sync.files.add(id, new File([bytes(photo)], "photo.jpg", { type: "image/jpeg" }), true);
  };
  const receipts = new Set();
  sync.on("sent", ({ id }) => receipts.add(id));
  window.held = { vault, drafts, sync, write, receipts };
}"""
HOPES = ("expectation",)
RESPONSE = ("responses", "response_given")


def report(number) -> dict:
    fields = {"who": "other", "about": "none"} | REPORT | {"occurred_at": "2026-03-02T08:15"}
    fields["request_verbatim"] = f"{number}. {REPORT['request_verbatim']}"
    basics = {name: value for name, value in fields.items() if name not in ("event_type", *HOPES, *RESPONSE)}
    sections = {f"step-{step}": {"answer": answer, "note": f"{number}.{step} {NOTE}"} for step, answer in STEPS.items()}
    sections |= {"basics": basics} | {
        name: {one: fields[one] for one in names} for name, names in (("hopes", HOPES), ("step-15", RESPONSE))
    }
    return {"id": str(uuid.uuid4()), "kind": KIND, "sections": sections}


def photo(number) -> str:
    """A picture that cannot be made much smaller: two parts or more on its way."""
    noise = Image.frombytes("RGB", (640, 480), random.Random(number).randbytes(640 * 480 * 3))
    output = io.BytesIO()
    noise.save(output, "JPEG", quality=75)
    return base64.b64encode(output.getvalue()).decode()
