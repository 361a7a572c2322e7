"""What somebody sent when her sign-in was too old: kept in her session, sealed, until she has signed in and sends it again.

Never a passphrase, and no file: a browser gives a file only to the form that it was chosen in.
"""

import base64
import json

from accounts.encryption import decrypt, encrypt

KEPT = "kept_form"
MOST = 200_000  # letters; a session is read with every request
NEVER = frozenset({"password", "oldpassword", "password1", "password2"})
NOT_FIELDS = frozenset({"csrfmiddlewaretoken"})


def keep(request, back: str) -> bool:
    """Whether it could be kept. `back`: the page with the form."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_FIELDS]
    content = json.dumps({"path": request.get_full_path(), "back": back, "fields": fields})
    if request.FILES or NEVER & request.POST.keys() or len(content) > MOST:
        return False
    request.session[KEPT] = base64.b64encode(encrypt(content, _context(request))).decode()
    return True


def kept(request) -> dict | None:
    """`path`, `back` and `fields`, or None."""
    sealed = request.session.get(KEPT)
    return json.loads(decrypt(base64.b64decode(sealed), _context(request))) if sealed else None


def forget(request) -> None:
    """Once anything was sent again."""
    if request.method == "POST" and KEPT in request.session:
        del request.session[KEPT]


def _context(request):
    return f"kept_form:{request.user.pk}"
