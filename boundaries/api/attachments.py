"""Photos and PDFs by API: announced, sent part by part, listed, handed out as files."""

import re

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework import status as http
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.response import Response

from accounts.access import Access
from accounts.api.paging import page_of, page_shape
from accounts.api.taking_in import TooLarge, sent_object
from accounts.api.view import DoorstepView
from accounts.plain_text import plain_text
from accounts.roles import Right
from boundaries import guards
from boundaries.api.shapes import OwnIdField
from boundaries.attachments import attaching, uploads
from boundaries.attachments.finding import find_attachment, find_report, name_is_open
from boundaries.attachments.handing_out import as_download
from boundaries.attachments.limits import PART_SIZE
from boundaries.attachments.reasons import NotYet

OFFSET_HEADER = "Upload-Offset"
WAIT_SECONDS = 60
MOST_SIZE = 2**31 - 1


class UploadRequest(serializers.Serializer):
    id = OwnIdField(help_text="Made by the client: a repeated request finds the same upload.")
    incident = serializers.CharField(max_length=40, help_text="A reference, or the id of one's own draft.")
    name = serializers.CharField(max_length=400)
    size = serializers.IntegerField(min_value=1, max_value=MOST_SIZE, help_text="In bytes.")
    type = serializers.CharField(max_length=100, help_text="image/jpeg, image/png, image/webp or application/pdf.")
    sha256 = serializers.RegexField(re.compile(r"\A[0-9a-f]{64}\Z"), help_text="Of the whole file, in lower-case hex.")


class AttachmentShape(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=["photo", "pdf"])
    name = serializers.CharField(allow_blank=True, help_text="Empty for whoever reads without names.")
    media_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField(help_text="Of what is kept: a photo is made new when it is taken in.")
    at = serializers.DateTimeField()
    address = serializers.CharField()


class UploadShape(serializers.Serializer):
    id = serializers.UUIDField()
    offset = serializers.IntegerField(help_text="Where the next part begins.")
    size = serializers.IntegerField()
    part_size = serializers.IntegerField(help_text="The most that one part may hold.")
    attachment = AttachmentShape(allow_null=True)


class PartParser(BaseParser):
    """The bytes of one part, as they are."""

    media_type = "application/offset+octet-stream"

    def parse(self, stream, media_type=None, parser_context=None):
        content = stream.read(PART_SIZE + 1)
        if len(content) > PART_SIZE:
            raise TooLarge
        return content


class AttachmentView(DoorstepView):
    """What is refused here says beside its code what a program needs to go on."""

    access = Access(rights=frozenset({Right.REPORT, Right.ANSWER}), is_filing=True)  # one's own uploads alone

    def reason_text(self, code):
        return guards.reason_text(code)

    def handle_exception(self, fault):
        response = super().handle_exception(fault)
        if isinstance(fault, NotYet):
            response.status_code = http.HTTP_503_SERVICE_UNAVAILABLE
            response["Retry-After"] = str(WAIT_SECONDS)
        response.data = {**response.data, **getattr(fault, "more", {})}
        return response


class Uploads(AttachmentView):
    throttle_scope = "upload"

    @extend_schema(request=UploadRequest, responses={201: UploadShape})
    def post(self, request):
        """Announce a file under the client's own id; the same id again finds the same upload."""
        sent = UploadRequest(data=sent_object(request))
        sent.is_valid(raise_exception=True)
        told = sent.validated_data
        upload = uploads.begin(
            request.user,
            told["id"],
            find_report(request.user, told["incident"]),
            name=plain_text(told["name"]),
            size=told["size"],
            media_type=told["type"],
            sha256=told["sha256"],
        )
        return Response(as_upload(upload), status=http.HTTP_201_CREATED)


class OneUpload(AttachmentView):
    throttle_scope = "upload"

    def get_parsers(self):
        return [PartParser()] if self.request and self.request.method == "PATCH" else super().get_parsers()

    @extend_schema(responses=UploadShape)
    def get(self, request, upload_id):
        """Where to go on."""
        return Response(as_upload(uploads.find(request.user, upload_id)))

    @extend_schema(
        request={PartParser.media_type: OpenApiTypes.BINARY},
        parameters=[OpenApiParameter(OFFSET_HEADER, int, OpenApiParameter.HEADER, required=True)],
        responses={200: UploadShape, 201: UploadShape},
    )
    def patch(self, request, upload_id):
        """One part. The last one checks the whole and answers with the attachment, as often as it is sent."""
        upload = uploads.find(request.user, upload_id)
        content = request.data if isinstance(request.data, bytes) else b""
        upload = uploads.take(upload, _offset(request), content)
        status = http.HTTP_201_CREATED if upload.attachment else http.HTTP_200_OK
        return Response(as_upload(upload), status=status)

    @extend_schema(responses={204: None})
    def delete(self, request, upload_id):
        """Give it up; what was attached already stays."""
        uploads.give_up(uploads.find(request.user, upload_id))
        return Response(status=http.HTTP_204_NO_CONTENT)


class Attachments(AttachmentView):
    access = Access()

    @extend_schema(operation_id="incident_attachments_list", responses=page_shape(AttachmentShape))
    def get(self, request, reference):
        """The files of a report, oldest first: there are never more than a page holds."""
        incident = find_report(request.user, reference)
        rows = [as_attachment(row, name_is_open(row, incident, request.user)) for row in incident.attachments.all()]
        return Response(page_of(request, rows, ""))


class OneAttachment(AttachmentView):
    access = Access()

    def perform_content_negotiation(self, request, force=False):
        """The file is what it is, whatever the client would rather have; a refusal is JSON."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        responses={(200, media_type): OpenApiTypes.BINARY for media_type in ("image/jpeg", "application/pdf")}
    )
    def get(self, request, attachment_id):
        """The file itself. Each look into a sent report is recorded; who reads without names is refused."""
        attachment = find_attachment(request.user, attachment_id)
        content = attaching.opened(attachment, request.user)
        by_name = name_is_open(attachment, attachment.incident, request.user)
        return as_download(attachment, content, by_name=by_name)

    @extend_schema(responses={204: None})
    def delete(self, request, attachment_id):
        """Take it out of one's own draft; what was sent stays."""
        attaching.remove(find_attachment(request.user, attachment_id), request.user)
        return Response(status=http.HTTP_204_NO_CONTENT)


def as_upload(upload) -> dict:
    attachment = as_attachment(upload.attachment, named=True) if upload.attachment else None
    told = {"id": upload.pk, "offset": upload.offset, "size": upload.size, "part_size": PART_SIZE}
    return UploadShape(told | {"attachment": attachment}).data


def as_attachment(row, named) -> dict:
    told = {name: getattr(row, name) for name in ("id", "kind", "media_type", "size", "sha256", "at")}
    told |= {"name": row.name if named else "", "address": f"/attachments/{row.pk}/"}
    return AttachmentShape(told).data


def _offset(request) -> int:
    text = request.headers.get(OFFSET_HEADER, "")
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST_SIZE))):
        raise ValidationError({OFFSET_HEADER: [_("Say where this part begins.")]})
    return int(text)
