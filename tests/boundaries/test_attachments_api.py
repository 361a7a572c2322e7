"""Files by API: announced, sent in parts, gone on with after a break, attached once, handed out to whom it may concern."""

import datetime
import hashlib
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from audit.door import perform, record
from audit.models import AuditEvent
from audit.verify import verify
from boundaries.attachments import keeping
from boundaries.models import Attachment, Incident, NamedPerson, Upload
from supervision.models import Notice
from tests import files, stories

API = "/api/v1"


@pytest.fixture
def picture():
    return files.photo()


class Sender:
    """Somebody's program."""

    def __init__(self, person):
        self.client = Client()
        self.client.force_login(person)

    def announce(self, incident, content, *, key=None, **more):
        told = {
            "id": str(uuid.uuid4()),
            "incident": str(incident.reference or incident.pk),
            "name": "IMG_1.HEIC",
            "size": len(content),
            "type": "image/jpeg",
            "sha256": hashlib.sha256(content).hexdigest(),
        } | more
        headers = {"idempotency-key": key or uuid.uuid4().hex}
        return self.client.post(f"{API}/uploads/", told, content_type="application/json", headers=headers)

    def part(self, upload_id, offset, part):
        return self.client.patch(
            f"{API}/uploads/{upload_id}/",
            part,
            content_type="application/offset+octet-stream",
            headers={"upload-offset": str(offset)},
        )

    def send(self, incident, content, **more):
        return self.part(self.announce(incident, content, **more).json()["id"], 0, content)

    def get(self, address, **options):
        return self.client.get(f"{API}{address}", **options)


@pytest.fixture
def cara_sends(cara):
    return Sender(cara)


@pytest.fixture
def sam_sends(sam):
    return Sender(sam)


def test_a_photo_goes_in_parts_and_on_after_a_break(cara, cara_sends, picture):
    draft = stories.draft(cara)
    begun = cara_sends.announce(draft, picture)
    assert begun.status_code == 201
    told = begun.json()
    assert told == {
        "id": told["id"], "offset": 0, "size": len(picture), "part_size": 1024 * 1024, "attachment": None
    }  # fmt: skip
    first = cara_sends.part(told["id"], 0, picture[:1000])
    assert (first.status_code, first.json()["offset"], first.json()["attachment"]) == (200, 1000, None)
    assert cara_sends.get(f"/uploads/{told['id']}/").json()["offset"] == 1000
    last = cara_sends.part(told["id"], 1000, picture[1000:])
    assert last.status_code == 201
    attachment = last.json()["attachment"]
    assert (attachment["kind"], attachment["name"], attachment["media_type"]) == ("photo", "IMG_1.jpg", "image/jpeg")
    assert cara_sends.part(told["id"], 1000, picture[1000:]).json() == last.json()
    assert cara_sends.part(told["id"], len(picture), b"").json() == last.json()
    assert cara_sends.get(f"/uploads/{told['id']}/").json() == last.json()
    assert Attachment.objects.count() == 1


def test_what_is_handed_out_is_what_its_digest_says(cara, cara_sends, picture):
    attachment = cara_sends.send(stories.draft(cara), picture).json()["attachment"]
    for address in (f"{API}/attachments/{attachment['id']}/", f"/attachments/{attachment['id']}/"):
        answer = cara_sends.client.get(address, headers={"accept": "image/*"})
        assert (answer.status_code, answer["Content-Type"], len(answer.content)) == (
            200,
            "image/jpeg",
            attachment["size"],
        )
        assert hashlib.sha256(answer.content).hexdigest() == attachment["sha256"]
        assert answer["Content-Disposition"] == "attachment; filename=\"IMG_1.jpg\"; filename*=UTF-8''IMG_1.jpg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].endswith("sandbox")
        assert "no-store" in answer["Cache-Control"]


def test_announcing_again_finds_the_same_upload(cara, cara_sends, picture):
    draft, key, own_id = stories.draft(cara), uuid.uuid4().hex, str(uuid.uuid4())
    first = cara_sends.announce(draft, picture, key=key, id=own_id)
    again = cara_sends.announce(draft, picture, key=key, id=own_id)
    assert (again.status_code, again.json(), again["Idempotency-Replayed"]) == (201, first.json(), "true")
    cara_sends.part(own_id, 0, picture[:500])
    assert cara_sends.announce(draft, picture, id=own_id).json()["offset"] == 500
    assert cara_sends.announce(draft, picture + b"x", id=own_id).status_code == 400
    assert Upload.objects.count() == 1


@pytest.mark.parametrize("offset", [0, 999, 1001, 5000])
def test_a_part_that_does_not_follow_is_told_where_to_go_on(cara, cara_sends, picture, offset):
    own_id = cara_sends.announce(stories.draft(cara), picture).json()["id"]
    cara_sends.part(own_id, 0, picture[:1000])
    refused = cara_sends.part(own_id, offset, picture[1000:1100])
    assert (refused.status_code, refused.json()["code"], refused.json()["offset"]) == (409, "wrong_offset", 1000)
    assert refused.json()["detail"]


@pytest.mark.parametrize("offset", ["", "-1", "1.5", "x", "٣", "9" * 30])
def test_a_part_says_where_it_begins(cara, cara_sends, picture, offset):
    own_id = cara_sends.announce(stories.draft(cara), picture).json()["id"]
    assert cara_sends.part(own_id, offset, picture).status_code == 400


def test_an_empty_part_and_one_that_is_too_large_are_refused(cara, cara_sends):
    own_id = cara_sends.announce(stories.draft(cara), bytes(3 * 1024 * 1024)).json()["id"]
    assert cara_sends.part(own_id, 0, b"").status_code == 400
    refused = cara_sends.part(own_id, 0, bytes(1024 * 1024 + 1))
    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")
    assert cara_sends.part(own_id, 0, bytes(1024 * 1024)).status_code == 200


def test_a_size_that_lies_and_a_digest_that_lies_are_found(cara, cara_sends, picture):
    draft = stories.draft(cara)
    own_id = cara_sends.announce(draft, picture, size=len(picture) - 1).json()["id"]
    assert cara_sends.part(own_id, 0, picture).json()["code"] == "digest_mismatch"
    own_id = cara_sends.announce(draft, picture, sha256="0" * 64).json()["id"]
    for _ in range(2):
        refused = cara_sends.part(own_id, 0, picture)
        assert (refused.status_code, refused.json()["code"]) == (409, "digest_mismatch")
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"type": "image/svg+xml"}, "wrong_type"),
        ({"type": "text/html"}, "wrong_type"),
        ({"size": 20 * 1024 * 1024 + 1}, "too_large"),
    ],
)
def test_what_would_be_refused_is_refused_before_it_is_sent(cara, cara_sends, picture, more, code):
    refused = cara_sends.announce(stories.draft(cara), picture, **more)
    assert (refused.status_code, refused.json()["code"]) == (409, code)
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    "more", [{"id": "1"}, {"size": 0}, {"size": -1}, {"size": 10**12}, {"sha256": "x" * 64}, {"name": ""}, {"type": ""}]
)
def test_what_makes_no_sense_is_not_announced(cara, cara_sends, picture, more):
    assert cara_sends.announce(stories.draft(cara), picture, **more).status_code == 400


def test_what_is_refused_says_why_and_what_was_found(cara, cara_sends):
    act = {"/S": files.pikepdf.Name.JavaScript, "/JS": "app.alert(1)"}
    content = files.pdf(lambda document: document.Root.__setattr__("OpenAction", files.pikepdf.Dictionary(act)))
    refused = cara_sends.send(stories.draft(cara), content, type="application/pdf", name="letter.pdf")
    told = refused.json()
    assert (refused.status_code, told["code"], told["found"]) == (409, "active_content", "JavaScript")
    assert told["missing"] == [{"code": "active_content", "text": told["detail"]}]


def test_limits_of_a_report(cara, cara_sends, picture, settings):
    settings.UPLOAD_MOST_FILES = 2
    draft = stories.draft(cara)
    waiting = cara_sends.announce(draft, picture + b" ").json()["id"]
    for _ in range(2):
        files.attached(draft, cara)
    assert cara_sends.announce(draft, picture).json()["code"] == "too_many_files"
    settings.UPLOAD_MOST_FILES, settings.UPLOAD_MOST_OF_REPORT = 3, 50
    assert cara_sends.announce(draft, picture).json()["code"] == "storage_full"
    assert cara_sends.part(waiting, 0, picture + b" ").json()["code"] == "storage_full"
    assert draft.attachments.count() == 2


def test_giving_up_again_and_again_is_no_way_around_the_hourly_limit(cara, cara_sends, picture, settings):
    draft = stories.draft(cara)
    settings.UPLOAD_MOST_PER_HOUR = 3 * len(picture)
    for _ in range(3):
        key = cara_sends.announce(draft, picture).json()["id"]
        assert cara_sends.client.delete(f"{API}/uploads/{key}/").status_code == 204
        assert cara_sends.client.get(f"{API}/uploads/{key}/").status_code == 404
    assert cara_sends.announce(draft, picture).json()["code"] == "too_much_at_once"
    Upload.objects.update(at=timezone.now() - datetime.timedelta(hours=2))
    assert cara_sends.announce(draft, picture).status_code == 201


def test_limits_of_a_person(cara, cara_sends, picture, settings):
    draft = stories.draft(cara)
    waiting = [cara_sends.announce(draft, picture).json()["id"] for _ in range(settings.UPLOAD_MOST_UNFINISHED)]
    assert cara_sends.announce(draft, picture).json()["code"] == "too_many_uploads"
    assert cara_sends.client.delete(f"{API}/uploads/{waiting[0]}/").status_code == 204
    assert cara_sends.announce(draft, picture).status_code == 201
    Upload.objects.filter(pk=waiting[1]).update(at=timezone.now() - datetime.timedelta(days=2))
    assert cara_sends.announce(draft, picture).status_code == 201
    assert not Upload.objects.filter(pk=waiting[1]).exists()
    Upload.objects.all().update(refused="removed")
    settings.UPLOAD_MOST_PER_HOUR = 6 * len(picture) - 1
    assert cara_sends.announce(draft, picture).json()["code"] == "too_much_at_once"
    Upload.objects.all().update(at=timezone.now() - datetime.timedelta(hours=2))
    assert cara_sends.announce(draft, picture).status_code == 201


def test_an_upload_whose_time_is_over_is_gone(cara, cara_sends, picture, settings, time_machine):
    own_id = cara_sends.announce(stories.draft(cara), picture).json()["id"]
    upload = Upload.objects.get()
    assert upload.expires_at - upload.at < datetime.timedelta(days=settings.UPLOAD_DAYS, seconds=9)
    Upload.objects.update(expires_at=timezone.now())
    assert cara_sends.part(own_id, 0, picture).status_code == 404


def test_what_was_on_a_draft_is_proven_when_it_is_sent(cara, cara_sends, picture):
    draft = stories.draft(cara)
    cara_sends.send(draft, picture)
    row = draft.attachments.get()
    sent = perform(draft, "submit", by=cara)
    proof = AuditEvent.objects.get(act="incident_submitted", object_id=sent.pk).data["digests"]
    assert proof[row.evidence_key("attachment")] == row.part_digest("attachment")
    assert cara_sends.client.delete(f"{API}/attachments/{row.pk}/").status_code == 409
    assert verify().findings == []


@pytest.mark.parametrize(("name", "told"), [("cara", "sam"), ("sam", "cara")])
def test_what_comes_later_has_its_event_and_is_told_to_the_other_side(cast, name, told, picture):
    incident = stories.answered(cast["cara"], by=cast["sam"])
    Notice.objects.all().delete()
    attachment = Sender(cast[name]).send(incident, picture).json()["attachment"]
    event = AuditEvent.objects.get(act="attachment_added")
    assert (event.object_id, event.actor_id) == (incident.pk, cast[name].pk)
    assert f"boundaries.attachment:{attachment['id']}:attachment" in event.data["digests"]
    assert list(Notice.objects.values_list("user", "kind")) == [(cast[told].pk, "information_added")]
    assert verify().findings == []


def test_a_report_sent_while_its_photo_is_on_the_way_gets_it_afterwards(cara, cara_sends, picture):
    draft = stories.draft(cara)
    own_id = cara_sends.announce(draft, picture).json()["id"]
    cara_sends.part(own_id, 0, picture[:100])
    perform(draft, "submit", by=cara)
    assert cara_sends.part(own_id, 100, picture[100:]).status_code == 201
    assert AuditEvent.objects.filter(act="attachment_added").count() == 1
    assert verify().findings == []


def test_nothing_is_added_when_the_conversation_is_over(cara, sam, cara_sends, picture):
    incident = stories.answered(cara, by=sam)
    own_id = cara_sends.announce(incident, picture).json()["id"]
    Incident.objects.filter(pk=incident.pk).update(status="resolved", agreed_at=None)
    Upload.objects.filter(pk=own_id).update(incident=stories.closed(cara, by=sam))
    assert cara_sends.part(own_id, 0, picture).json()["code"] == "wrong_status"
    assert cara_sends.announce(stories.closed(cara, by=sam), picture).json()["code"] == "wrong_status"
    assert cara_sends.announce(stories.withdrawn(cara), picture).json()["code"] == "wrong_status"


def test_who_has_no_part_in_it_neither_adds_nor_sees(cast, cara_sends, picture, client_k):
    incident = stories.submitted(cast["cara"])
    attachment = cara_sends.send(incident, picture).json()["attachment"]
    waiting = cara_sends.announce(incident, picture).json()["id"]
    for name in ("tom", "petra", "ada", "olly"):
        sender = Sender(cast[name])
        assert sender.get(f"/attachments/{attachment['id']}/").status_code == 404
        assert sender.get(f"/incidents/{incident.reference}/attachments/").status_code == 404
        assert sender.announce(incident, picture).status_code in (403, 404)
        assert sender.part(waiting, 0, picture).status_code in (403, 404)
        assert sender.client.get(f"/attachments/{attachment['id']}/").status_code == 404
    assert Sender(cast["sam"]).part(waiting, 0, picture).status_code == 404


def test_somebody_named_in_it_is_outside_of_its_files_too(cast, cara_sends, sam_sends, picture):
    draft = stories.draft(cast["cara"])
    attachment = cara_sends.send(draft, picture).json()["attachment"]
    NamedPerson.objects.create(incident=draft, user=cast["sam"])
    incident = perform(draft, "submit", by=cast["cara"])
    assert sam_sends.get(f"/attachments/{attachment['id']}/").status_code == 404
    assert sam_sends.announce(incident, picture).status_code == 404


def test_a_draft_is_its_reporters_alone(cast, cara_sends, sam_sends, picture):
    draft = stories.draft(cast["cara"])
    attachment = cara_sends.send(draft, picture).json()["attachment"]
    for sender in (sam_sends, Sender(cast["rita"]), Sender(cast["lena"])):
        assert sender.get(f"/attachments/{attachment['id']}/").status_code == 404
        assert sender.get(f"/incidents/{draft.pk}/attachments/").status_code == 404


def test_an_auditor_sees_that_there_is_a_file_and_neither_its_name_nor_what_is_in_it(cast, cara_sends, picture):
    incident = stories.submitted(cast["cara"])
    attachment = cara_sends.send(incident, picture).json()["attachment"]
    rita = Sender(cast["rita"])
    listed = rita.get(f"/incidents/{incident.reference}/attachments/").json()
    assert [(row["id"], row["name"]) for row in listed["results"]] == [(attachment["id"], "")]
    assert rita.get(f"/attachments/{attachment['id']}/").status_code == 403
    assert rita.client.get(f"/attachments/{attachment['id']}/").status_code == 403
    assert not AuditEvent.objects.filter(act="attachment_opened").exists()


def test_each_look_is_recorded_with_the_file(cast, cara_sends, sam_sends, picture):
    incident = stories.submitted(cast["cara"])
    attachment = cara_sends.send(incident, picture).json()["attachment"]
    assert sam_sends.get(f"/attachments/{attachment['id']}/").status_code == 200
    event = AuditEvent.objects.get(act="attachment_opened")
    assert (event.chain, event.actor_id) == (f"access:{incident.pk}", cast["sam"].pk)
    assert event.data == {"attachment": attachment["id"]}
    assert verify().findings == []


def test_a_file_is_taken_out_of_a_draft_without_a_trace(cara, cara_sends, picture, django_capture_on_commit_callbacks):
    draft = stories.draft(cara)
    sent = cara_sends.send(draft, picture).json()
    row = draft.attachments.get()
    address = f"{API}/attachments/{sent['attachment']['id']}/"
    with django_capture_on_commit_callbacks(execute=True):
        assert cara_sends.client.delete(address).status_code == 204
    assert cara_sends.client.delete(address).status_code == 404
    assert not keeping.storage().exists(row.stored_as)
    assert cara_sends.part(sent["id"], 0, picture).json()["code"] == "removed"
    assert record(draft, "discard", by=cara)


def test_lists_are_pages_like_all_others(cara, cara_sends):
    draft = stories.draft(cara)
    rows = [files.attached(draft, cara, name=f"{number}.jpg") for number in range(3)]
    told = cara_sends.get(f"/incidents/{draft.pk}/attachments/").json()
    assert [row["id"] for row in told["results"]] == [str(row.pk) for row in rows]
    assert told["next"] is None
