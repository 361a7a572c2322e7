"""One report as a phone sends it: its sections in their revisions, and every request that may be on its way at once."""

import hashlib
import json
from dataclasses import dataclass, field

from hypothesis import strategies as st

from audit.ids import uuid7
from tests import files
from tests.boundaries import filling, phones

WORDS = st.sampled_from(["", "Igen, láttam.", "„Мамо!”\nдва рядки", "Ще раз", " spaces ", "🙂" * 3])
NUMBERS = tuple(range(1, 15))
BASICS = {
    "feelings": WORDS, "what_happened": WORDS, "request_verbatim": WORDS.map(lambda text: text + "x"),
    "staff_part": st.sampled_from(["no", "named", "cannot_say"]), "other_person": st.sampled_from(["", "A neighbour"]),
    "who": st.sampled_from(["me", "relative", "client"]), "client_missing_reason": st.just("Not one of ours"),
    "contact_channel": st.sampled_from(["in_person", "phone"]),
}  # fmt: skip
HOPES = {
    "expectation": st.sampled_from(["advice", "just_record"]),
    "responses": st.sampled_from([["declined"], ["redirected", "declined"]]),
    "reach": st.sampled_from([[], ["never_home"], ["at_time", "only_here"]]), "reach_words": WORDS,
    "behind_pseudonym": st.sampled_from(["yes", "no"]),
}  # fmt: skip
# basics as somebody leaves them at last, and a step in its revisions before the last one
LAST = {"staff_part": "no", "who": "relative", "about": "none"}
NOTED = st.builds(lambda note: {"answer": "not_applicable", "note": note}, WORDS)


@dataclass
class Request:
    """`body` is JSON, or the bytes of a part of a file from `offset` on."""

    method: str
    path: str
    body: object = None
    key: str = ""
    offset: int | None = None

    def sent(self, client, cut=1.0):
        """Sent whole, or with only the beginning of its body."""
        is_bytes = isinstance(self.body, bytes)
        whole = self.body if is_bytes else json.dumps(self.body or {}).encode()
        content_type = "application/offset+octet-stream" if is_bytes else "application/json"
        headers = {"idempotency-key": self.key or uuid7().hex}
        if self.offset is not None:
            headers["upload-offset"] = str(self.offset)
        return client.generic(self.method, self.path, whole[: int(len(whole) * cut)], content_type=content_type, headers=headers)


@dataclass
class Report:
    """What somebody wrote on her phone, section by section, the last revision last."""

    basics: list
    hopes: list
    steps: dict
    together: list
    was_absent: bool
    photo: bytes = b""
    occurred_at: str = "2026-03-02T10:00"
    id: str = field(default_factory=lambda: str(uuid7()))
    upload: str = field(default_factory=lambda: str(uuid7()))
    key: str = field(default_factory=lambda: uuid7().hex)

    @property
    def draft(self):
        return f"{phones.DRAFTS}{self.id}/"

    def whole(self, **more) -> dict:
        """Everything, as it stands at last."""
        steps = {str(number): dict(revisions[-1]) for number, revisions in self.steps.items()}
        fields = self.basics[-1] | LAST | self.hopes[-1] | {"occurred_at": self.occurred_at, "not_present_reason": ""}
        attachments = [self.upload] if self.photo else []
        begun = {"id": self.id, "event_type": "phone_number", "version": str(phones.in_force().pk)}
        return begun | fields | {"steps": steps, "together": self.together, "attachments": attachments} | more

    def known(self) -> dict:
        """The same with what the phone believes that the server has."""
        content = self.whole()
        for number, revisions in self.steps.items():
            content["steps"][str(number)]["based_on"] = len(revisions)
        names = [*self.basics[-1], *self.hopes[-1]]
        return content | {"seen": {name: content[name] for name in names}}

    def requests(self) -> list[Request]:
        begin = {"id": self.id, "event_type": "phone_number", "version": str(phones.in_force().pk)}
        found = [Request("GET", "/api/v1/hello/"), Request("POST", phones.DRAFTS, begin, "begin" + self.id)]
        found += self._fields(self.basics) + self._fields(self.hopes)
        for number, revisions in self.steps.items():
            path = f"{self.draft}steps/{number}/"
            found += [Request("PUT", path, content | {"based_on": row}) for row, content in enumerate(revisions)]
        if self.together:
            found.append(Request("POST", f"{self.draft}together/"))
        if self.was_absent:
            found += [Request("PATCH", self.draft, {"not_present_reason": reason}) for reason in ("Told by a neighbour", "")]
        return found + self.uploading() + [
            Request("POST", phones.INCIDENTS, self.known(), self.key),
            Request("POST", phones.INCIDENTS, self.whole(), "again" + self.id),
        ]

    def _fields(self, revisions):
        pairs = zip([{}, *revisions], revisions, strict=False)
        return [Request("PATCH", self.draft, now | {"seen": before}) for before, now in pairs]

    def uploading(self) -> list[Request]:
        if not self.photo:
            return []
        told = {"id": self.upload, "incident": self.id, "name": "Door.jpg", "size": len(self.photo), "type": "image/jpeg",
                "sha256": hashlib.sha256(self.photo).hexdigest()}  # fmt: skip
        half, path = len(self.photo) // 2, f"/api/v1/uploads/{self.upload}/"
        return [
            Request("POST", "/api/v1/uploads/", told, "upload" + self.upload),
            Request("PATCH", path, self.photo[:half], offset=0),
            Request("PATCH", path, self.photo[half:], offset=half),
        ]

    def tries(self, number) -> list[dict]:
        """What this phone has ever said about a step, also by being absent or by confirming together."""
        return [*self.steps[number], {"answer": "not_applicable"}, {"answer": "done"}, {"answer": ""}]


@st.composite
def reports(draw) -> Report:
    last = {number: {"answer": answer} for number, answer in _answers().items()}
    changed = draw(st.sets(st.sampled_from([1, 2, 3, 6, 7, 10]), max_size=3))
    steps = {number: [{**last[number], "note": draw(WORDS)} if number in changed else last[number]] for number in NUMBERS}
    for number in changed:
        steps[number] = [*draw(st.lists(NOTED if number != 7 else st.just({"answer": "unsure"}), max_size=2)), *steps[number]]
    together = sorted(draw(st.sets(st.sampled_from([1, 3, 6, 10, 11]))) - changed)
    return Report(
        basics=draw(st.lists(st.fixed_dictionaries(BASICS), min_size=1, max_size=3)),
        hopes=draw(st.lists(st.fixed_dictionaries(HOPES), min_size=1, max_size=2)),
        steps=steps,
        together=together,
        was_absent=draw(st.booleans()),
        photo=files.photo() if draw(st.integers(0, 3)) == 0 else b"",
    )


def _answers() -> dict:
    return {int(name.split("-")[1]): answer for name, answer in filling.steps().items()}
