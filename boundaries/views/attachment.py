"""Photos and PDFs of a report on pages: one at a time by a plain form, listed, taken out of a draft, handed out."""

import functools
import hashlib
import uuid

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import open_to
from accounts.roles import Right
from audit.errors import NotNow, NotPermitted
from boundaries import guards
from boundaries.attachments import attaching, uploads
from boundaries.attachments.finding import find_attachment, find_report, name_is_open
from boundaries.attachments.handing_out import as_download
from boundaries.attachments.limits import PART_SIZE
from boundaries.attachments.listing import listed
from boundaries.choices import Status
from boundaries.views.own_draft import incident_address, own_incident, with_own_draft

MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
}


def takes_file(view):
    """The view reads one file from its form (config/uploading.py)."""
    view.takes_file = True
    return view


def refusals_said(view):
    """What is not allowed is a 403; what cannot be done now is said on the page that it came from."""

    @functools.wraps(view)
    def said(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except NotPermitted:
            raise PermissionDenied

    return said


@open_to(Right.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
@with_own_draft
def of_draft(request, draft):
    """A page of its own, so that adding a file never costs an answer that is not saved yet."""
    if request.method == "POST":
        _add(request, draft)
        return redirect("draft_attachments", draft.pk)
    back = f"/incidents/drafts/{draft.pk}/#hopes"
    return render(
        request, "boundaries/attachments.html", {"incident": draft, "back": back} | listed(draft, request.user)
    )


@open_to()
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
@refusals_said
def of_report(request, reference):
    incident = find_report(request.user, reference)
    if incident.status == Status.DRAFT:
        raise Http404
    if request.method == "POST":
        _add(request, incident)
        return redirect("receipt" if request.POST.get("back") == "receipt" else "incident", incident.reference)
    context = {"incident": incident, "back": incident_address(incident)} | listed(incident, request.user)
    return render(request, "boundaries/attachments.html", context)


def _add(request, incident):
    """The file of the form goes the same way as one that comes in parts. Http404, NotPermitted go through."""
    file = request.FILES.get("file")
    try:
        attaching.check_open(incident, request.user)
        if file is None or not file.size:
            messages.warning(request, _("Choose a photo or a PDF first."))
            return
        sha256 = _digest(file)
        if not incident.attachments.filter(sent_sha256=sha256).exists():  # pressing twice adds once
            _send(request.user, incident, file, sha256)
    except NotNow as refusal:
        messages.warning(request, _in_words(refusal, incident))
    else:
        messages.success(request, _("Added."))


def _digest(file) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks(PART_SIZE):
        digest.update(chunk)
    return digest.hexdigest()


def _send(user, incident, file, sha256):
    upload = uploads.begin(
        user,
        uuid.uuid4(),
        incident,
        name=file.name,
        size=file.size,
        media_type=MEDIA_TYPES.get(file.name.rsplit(".", 1)[-1].lower(), file.content_type),
        sha256=sha256,
    )
    upload = uploads.find(user, upload.pk)
    try:
        file.seek(0)
        while part := file.read(PART_SIZE):
            upload = uploads.take(upload, upload.offset, part)
    finally:
        uploads.give_up(upload)  # nobody could go on with one that came by a form


def _in_words(refusal, incident):
    sentences = [guards.reason_text(code, incident) for code in refusal.reasons]
    if found := getattr(refusal, "more", {}).get("found"):
        sentences.append(_("Found: %(what)s.") % {"what": found})
    if "too_large" in refusal.reasons:
        sentences.append(_("At most %(size)s.") % {"size": filesizeformat(settings.UPLOAD_MOST_BYTES)})
    return " ".join(sentences)


@open_to()
@require_safe
@refusals_said
def download(request, attachment_id):
    """Each look into a sent report is recorded; who reads without names is refused."""
    attachment = find_attachment(request.user, attachment_id)
    try:
        content = attaching.opened(attachment, request.user)
        by_name = name_is_open(attachment, attachment.incident, request.user)
        return as_download(attachment, content, by_name=by_name)
    except NotNow as refusal:
        messages.warning(request, _in_words(refusal, attachment.incident))
        return redirect(incident_address(attachment.incident))


@open_to(Right.REPORT)
@require_POST
@refusals_said
def remove(request, attachment_id):
    """From one's own draft, without a trace."""
    attachment = find_attachment(request.user, attachment_id)
    draft = own_incident(request.user, pk=attachment.incident_id)
    try:
        attaching.remove(attachment, request.user)
    except NotNow as refusal:
        messages.warning(request, _in_words(refusal, draft))
        return redirect(incident_address(draft))
    messages.success(request, _("Removed. Nothing of it was kept."))
    return redirect("draft_attachments", draft.pk)
