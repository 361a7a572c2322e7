"""Which phones a person is told on: she switches it on, and it ends with her session, a new passphrase, or by her tap.

How they are told is supervision/push. Every beginning and end is an event of the organisation's access chain.
"""

import contextlib
from datetime import UTC, datetime
from uuid import UUID

from allauth.account.signals import password_changed
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import outward, push_keys
from accounts.models import Organisation, PushSubscription, User
from accounts.models.push import digest_of, since
from audit import chain
from audit.door import Act, declare_act, declare_consequences, record
from audit.errors import NotNow, NotPermitted
from audit.prepared import Prepared

MOST = 10
IN_SESSION = "phone"  # which of them this browser is


def is_set_up() -> bool:
    return bool(settings.PUSH_PRIVATE_KEY)


def public_key() -> str:
    """What a browser subscribes with; "" where nothing is set up."""
    return push_keys.public_text(settings.PUSH_PRIVATE_KEY) if is_set_up() else ""


def begin(user, *, endpoint, p256dh, auth, browser) -> PushSubscription:
    """The same browser again changes nothing; another person's browser is hers from now on. Raises ValidationError."""
    check(endpoint, p256dh, auth)
    phone = PushSubscription.objects.filter(digest=digest_of(endpoint), user=user).first()
    if phone is not None and (phone.p256dh, phone.auth) == (p256dh, auth):
        PushSubscription.objects.filter(pk=phone.pk).update(made_at=timezone.now())
        return phone
    phone = PushSubscription(user=user, digest=digest_of(endpoint), p256dh=p256dh, browser=browser)
    phone.endpoint, phone.auth = endpoint, auth
    _end_all(PushSubscription.objects.filter(digest=phone.digest).exclude(user=user))
    record(user.organisation, "begin_push", by=user, phone=phone)
    return phone


def phones_of(user, session) -> list[PushSubscription]:
    """Newest first; `is_this`: whether it is the browser of this session."""
    phones = _STANDING.rows(user=user.pk, since=since()) if is_set_up() else []
    for phone in phones:
        phone.is_this = is_here(phone, session)
    return phones


def _standing(user, since):
    return PushSubscription.objects.standing(since).filter(user=user).order_by("-made_at")[:MOST]


_MADE_AT = PushSubscription._meta.get_field("made_at")
_STANDING = Prepared(_standing, user=(User._meta.pk, UUID(int=1)), since=(_MADE_AT, datetime(1970, 1, 1, tzinfo=UTC)))


def is_here(phone, session) -> bool:
    return session.get(IN_SESSION) == str(phone.pk)


def check(endpoint, p256dh, auth) -> None:
    """Raises ValidationError for an address that is never called, and for keys that nothing can be sealed with."""
    try:
        outward.place_of(endpoint)
    except outward.BadAddress:
        raise ValidationError({"endpoint": [_("This address cannot be told anything.")]})
    try:
        push_keys.public_key(push_keys.read(p256dh))
        fits = len(push_keys.read(p256dh)) == push_keys.POINT and len(push_keys.read(auth)) == push_keys.AUTH
    except ValueError:
        fits = False
    if not fits:
        raise ValidationError({"keys": [_("The keys of this browser cannot be read.")]})


def end(phone, *, by) -> None:
    """`by` None: its push service, or the end of her session. Raises NotNow where it ended before."""
    record(phone.user.organisation, "end_push", by=by, phone=phone)


def ends_with_session(sender, request, user, **_):
    """Whoever signs out is told nothing on this phone any more."""
    key = request.session.get(IN_SESSION) if user is not None and request is not None else None
    if key:
        _end_all(PushSubscription.objects.filter(pk=key, user=user))


def goes_on(sender, request, user, **_):
    """Signed in again in the session that switched it on."""
    if key := request.session.get(IN_SESSION):
        PushSubscription.objects.filter(pk=key, user=user).update(made_at=timezone.now())


def forget_ended() -> None:
    """Those whose session is over."""
    standing = PushSubscription.objects.standing().values("pk")
    _end_all(PushSubscription.objects.exclude(pk__in=standing))


def ends_elsewhere(sender, request, user, **_):
    """A new passphrase is for whoever lost a phone, too."""
    _end_all(PushSubscription.objects.filter(user=user).exclude(pk=request.session.get(IN_SESSION)))


def _end_all(phones):
    for phone in phones.select_related("user__organisation"):
        with contextlib.suppress(NotNow):  # somebody was faster
            end(phone, by=None)


# -- the acts, in the access chain of the organisation ---------------------------------------------------------


def _belongs(organisation, user):
    return user is None or (user.is_active and user.organisation_id == organisation.pk and user.narrowed_to is None)


def _begin(organisation, by, phone):
    if by != phone.user:
        raise NotPermitted("begin_push")
    PushSubscription.objects.filter(digest=phone.digest).delete()
    if PushSubscription.objects.filter(user=by).count() >= MOST:
        raise ValidationError(_("You are told on as many phones as one person may be. End one that is not used any more."))
    phone.save(force_insert=True)


def _end(organisation, by, phone):
    if by is not None and by != phone.user:
        raise NotPermitted("end_push")
    PushSubscription.objects.filter(pk=phone.pk).delete()


def _still_there(organisation, phone):
    return [] if PushSubscription.objects.filter(pk=phone.pk).exists() else ["phone_ended"]


def _say_which(organisation, happening):
    phone = happening.details["phone"]
    happening.data |= {"phone": str(phone.pk), "person": str(phone.user_id)}


def declare():
    acts = {
        "begin_push": Act("push_begun", _belongs, _begin, kind=chain.ACCESS),
        "end_push": Act("push_ended", _belongs, _end, _still_there, kind=chain.ACCESS),
    }
    for name, act in acts.items():
        declare_act(Organisation, name, act)
    declare_consequences({"push_begun": [_say_which], "push_ended": [_say_which]})
    user_logged_in.connect(goes_on, dispatch_uid="accounts.push_signed_in")
    user_logged_out.connect(ends_with_session, dispatch_uid="accounts.push_signed_out")
    password_changed.connect(ends_elsewhere, dispatch_uid="accounts.push_passphrase")
