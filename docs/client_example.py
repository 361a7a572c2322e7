"""Files a report with a photo, and survives a cut connection: python client_example.py ADDRESS TOKEN PHOTO"""

import hashlib
import http.client
import json
import sys
import time
import urllib.error
import urllib.request
import uuid
from datetime import UTC, datetime
from pathlib import Path

ADDRESS, TOKEN, PHOTO = sys.argv[1], sys.argv[2], Path(sys.argv[3])


def call(method, path, body, **headers):
    """One request with a key of its own; sent again under that key until there is an answer, it is still done once."""
    headers |= {"Authorization": f"Bearer {TOKEN}", "Idempotency-Key": str(uuid.uuid4())}
    for wait in (1, 2, 4, 8, 16):
        try:
            request = urllib.request.Request(ADDRESS + path, body, headers, method=method)
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refusal:  # an answer: {"code", "detail"} and `errors` or `missing`
            said = json.load(refusal)
            if said["code"] == "wrong_offset":  # the part arrived, only its answer did not: go on from `offset`
                return said
            sys.exit(f"{said['code']}: {said['detail']}")
        except (OSError, http.client.HTTPException):  # no answer: done or not done, sending again tells
            time.sleep(wait)
    sys.exit("no way through to the server")


def post(path, **content):
    return call("POST", path, json.dumps(content).encode(), **{"Content-Type": "application/json"})


answers = {str(number): {"answer": "done"} for number in range(1, 15)}
answers |= {
    "7": {"answer": "no"},
    "8": {"answer": "no"},
    "9": {"answer": "no"},
    "13": {"answer": "declined"},
    "14": {"answer": "yes"},
}
receipt = post(
    "/api/v1/incidents/",
    id=str(uuid.uuid4()),
    event_type="phone_number",
    who="client",
    about="none",
    client_missing_reason="A visitor of the day centre",
    occurred_at=datetime.now(UTC).isoformat(),
    contact_channel="in_person",
    staff_part="no",
    request_verbatim="Can I have your own number?",
    responses=["declined"],
    expectation="advice",
    steps=answers,
)
photo = PHOTO.read_bytes()
upload = post(
    "/api/v1/uploads/",
    id=str(uuid.uuid4()),
    incident=receipt["reference"],
    name=PHOTO.name,
    size=len(photo),
    type="image/jpeg",
    sha256=hashlib.sha256(photo).hexdigest(),
)
while upload["offset"] < len(photo):
    part = photo[upload["offset"] : upload["offset"] + upload["part_size"]]
    headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(upload["offset"])}
    upload |= call("PATCH", f"/api/v1/uploads/{upload['id']}/", part, **headers)
print(receipt["reference"], receipt["status"], "answer by", receipt["answer_by"])
print(upload["attachment"]["kind"], upload["attachment"]["size"], "bytes kept")
