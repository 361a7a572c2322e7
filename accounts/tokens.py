"""Making, finding and revoking tokens. Text form: ds_<prefix>_<secret>, so that scanners of leaked secrets find it."""

import datetime
import hashlib
import hmac
import logging
import re
import secrets
import string

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ApiToken, Organisation
from accounts.roles import Right
from accounts.scopes import offered_to
from audit import chain
from audit.door import Act, declare_act, declare_consequences, record
from audit.errors import NotPermitted

log = logging.getLogger("doorstep.tokens")
MOST_DAYS = 366
MOST_STANDING = 20
NOTE_USE_EVERY = datetime.timedelta(minutes=1)
_SYMBOLS = string.ascii_letters + string.digits
_PREFIX, _SECRET = 8, 43  # 62 ** 43 is a little more than 2 ** 256
_FORM = re.compile(rf"ds_([a-z0-9]{{{_PREFIX}}})_([A-Za-z0-9]{{{_SECRET}}})")


def create(user, *, by, name, scopes, days) -> tuple[ApiToken, str]:
    """The token and its text, which is nowhere else. `by` None is whoever runs the server."""
    secret = _random(_SYMBOLS, _SECRET)
    token = ApiToken(
        organisation_id=user.organisation_id,
        user=user,
        name=name,
        scopes=[str(scope) for scope in scopes],
        prefix=_random(string.ascii_lowercase + string.digits, _PREFIX),
        digest=digest_of(secret),
        created_by=by,
    )
    token.expires_at = token.created_at + datetime.timedelta(days=days)
    record(user.organisation, "create_token", by=by, token=token)
    return token, f"ds_{token.prefix}_{secret}"


def revoke(token, *, by) -> None:
    """Ends at once. Raises NotNow where it was revoked before."""
    record(token.organisation, "revoke_token", by=by, token=token)


def find(text: str) -> ApiToken | None:
    """The token with this text if its person may still act by it; every other one looks like one that never was."""
    form = _FORM.fullmatch(text)
    if form is None:
        return None
    related = ("user__organisation", "user__profile__team")
    token = ApiToken.objects.select_related(*related).filter(prefix=form[1]).first()
    is_same = hmac.compare_digest(token.digest if token else "", digest_of(form[2]))
    if not is_same or not token.stands:
        return None
    user = token.user
    return token if user.is_active and user.organisation_id == token.organisation_id else None


def note_use(token) -> None:
    """At most once a minute; a database that takes no writing just now does not stop a reader."""
    now = timezone.now()
    if token.last_used_at and now - token.last_used_at < NOTE_USE_EVERY:
        return
    late = models.Q(last_used_at=None) | models.Q(last_used_at__lte=now - NOTE_USE_EVERY)
    try:
        with transaction.atomic():
            ApiToken.objects.filter(late, pk=token.pk).update(last_used_at=now)
    except DatabaseError:
        log.warning("the use of a token could not be noted")


def _random(symbols, length):
    return "".join(secrets.choice(symbols) for _ in range(length))


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


# -- the acts, in the access chain of the organisation ---------------------------------------------------------


def _belongs(organisation, user):
    return user is None or (user.is_active and user.organisation_id == organisation.pk and user.narrowed_to is None)


def _keep(organisation, by, token):
    """Only one's own, only what one may do oneself, and only for a time."""
    if by is not None and by != token.user:
        raise NotPermitted("create_token")
    token.full_clean()
    if set(token.scopes) - set(offered_to(token.user)):
        raise ValidationError({"scopes": [_("A token cannot do more than its person.")]})
    if not datetime.timedelta() < token.expires_at - token.created_at <= datetime.timedelta(days=MOST_DAYS):
        raise ValidationError({"days": [_("A token lasts between one day and a year.")]})
    if ApiToken.objects.standing().filter(user=token.user).count() >= MOST_STANDING:
        raise ValidationError(
            _("You have as many tokens as one person may have. Revoke one that is not used any more.")
        )
    token.save(force_insert=True)


def _end(organisation, by, token):
    if by is None or not (token.user_id == by.pk or by.has_right(Right.MANAGE_PEOPLE)):
        raise NotPermitted("revoke_token")
    ApiToken.objects.filter(pk=token.pk).update(revoked_at=timezone.now(), revoked_by=by)


def _not_revoked(organisation, token):
    standing = ApiToken.objects.filter(pk=token.pk, organisation=organisation, revoked_at=None)
    return [] if standing.exists() else ["revoked_already"]


def _say_which(organisation, happening):
    token = happening.details["token"]
    happening.data |= {"token": str(token.pk), "prefix": token.prefix, "person": str(token.user_id)}
    happening.data |= {"scopes": sorted(token.scopes), "expires_at": token.expires_at.isoformat()}


def declare():
    """Register both acts with the one door."""
    acts = {
        "create_token": Act("token_created", _belongs, _keep, kind=chain.ACCESS),
        "revoke_token": Act("token_revoked", _belongs, _end, _not_revoked, kind=chain.ACCESS),
    }
    for name, act in acts.items():
        declare_act(Organisation, name, act)
    declare_consequences({"token_created": [_say_which], "token_revoked": [_say_which]})
