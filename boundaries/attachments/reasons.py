"""Why a file is not taken: stable codes, and each in one plain sentence."""

from django.utils.translation import gettext_lazy as _

from audit.errors import NotNow

REASONS = {
    "too_large": _("This file is too large."),
    "wrong_type": _("Only photos (JPEG, PNG, WebP) and PDF documents can be added."),
    "unreadable": _("This file is damaged or cannot be read. Take the photo again, or save the document again."),
    "active_content": _("This PDF carries a program, a film or another file. Print it to a new PDF and add that."),
    "encrypted": _("This PDF is locked with a password. Save it without one and add that."),
    "too_many_pages": _("This PDF is too long. Add only the pages that matter."),
    "too_many_pixels": _("This picture is too large to open. Take it again in a smaller size."),
    "infected": _("A virus was found in this file. It was not kept."),
    "digest_mismatch": _("What arrived is not what was announced. Send the file again."),
    "wrong_offset": _("This part does not follow on what has arrived so far."),
    "too_many_files": _("This report already has as many files as it can hold."),
    "storage_full": _("The files of this report together are as large as they may be."),
    "too_many_uploads": _("Several files are still on their way. Finish or wait for those first."),
    "too_much_at_once": _("You have sent a lot within an hour. Please wait a while before you send more."),
    "removed": _("This file was removed."),
    "scanner_away": _("Files cannot be checked for viruses right now. Try again in a few minutes; nothing is lost."),
    "checker_busy": _("Many files are being checked right now. Try again in a minute; nothing is lost."),
    "no_room": _("There is no room for files on the server right now. Please tell your administrator."),
}


class NotTaken(NotNow):
    """One code, and what a program may want to know beside it (`found`, `offset`)."""

    def __init__(self, code, **more):
        super().__init__([code])
        self.more = {name: value for name, value in more.items() if value != ""}


class NotYet(NotTaken):
    """Nothing is wrong with the file: the same request may succeed in a while."""
