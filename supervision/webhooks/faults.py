"""Why something did not arrive, as codes and in words."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "malformed": _("The address cannot be read."),
    "not_https": _("The address does not begin with https://."),
    "not_public": _("The address leads into a private network."),
    "not_found": _("The name of the address does not exist."),
    "unreachable": _("Nobody answers at the address."),
    "not_trusted": _("The certificate of the address is not valid."),
    "too_slow": _("It took longer than ten seconds."),
    "no_answer": _("The answer could not be understood."),
    "redirected": _("The address sends us on to another one. Give the final address."),
    "gone": _("The receiver says that it wants nothing more."),
    "refused": _("The receiver refused it."),
    "failed": _("The receiver failed."),
}


class NotTaken(Exception):
    """The receiver did not get it, or did not take it; `answered` is its HTTP status where there was one."""

    def __init__(self, code, answered=None):
        self.code, self.answered = code, answered
        super().__init__(code)
