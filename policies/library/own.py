"""Texts of one's own or of one's team: kept, changed and thrown away by whoever wrote them, without a trace."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Right
from policies.library.faults import MOST_OF_ONES_OWN, WRITABLE
from policies.models import LibraryItem


def may_keep(user) -> bool:
    return user.has_right(Right.ANSWER) or user.has_right(Right.OWN_POLICIES)


def may_write(user, row) -> bool:
    """A limit is everybody’s: whoever owns policies writes it, and nobody keeps one of her own."""
    return row.kind in WRITABLE or (row.kind == LibraryItem.Kind.LIMIT and user.has_right(Right.OWN_POLICIES))


def begin(user, *, scope, **fields) -> LibraryItem:
    """Raises ValidationError where somebody keeps more than anybody can overlook."""
    if LibraryItem.objects.filter(owner=user, retired_at=None).exclude(scope="published").count() >= MOST_OF_ONES_OWN:
        raise ValidationError(_("You keep very many texts already. Please remove one first."))
    key = f"own-{secrets.token_hex(6)}"
    return LibraryItem.objects.create(organisation_id=user.organisation_id, owner=user, key=key, scope=scope, **fields)


def mine(user, key) -> LibraryItem | None:
    rows = LibraryItem.objects.filter(owner=user, key=key, retired_at=None).exclude(scope=LibraryItem.Scope.PUBLISHED)
    return rows.first()


@transaction.atomic
def change(item, **fields) -> None:
    row = LibraryItem.objects.select_for_update().get(pk=item.pk)
    for name, value in fields.items():
        setattr(row, name, value)
    row.version, row.touched_at = row.version + 1, timezone.now()
    row.save(update_fields=[*fields, "version", "touched_at"])


def remove(item) -> None:
    """Gone; where a message was written with it, off the shelf."""
    try:
        with transaction.atomic():
            item.delete()
    except ProtectedError:
        LibraryItem.objects.filter(pk=item.pk).update(retired_at=timezone.now(), touched_at=timezone.now())
