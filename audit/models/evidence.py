"""Rows whose content the chain proves: the salt stands beside the content, the digest in the event."""

from django.db import models

from audit.canonical import salted_digest
from audit.ids import new_salt
from audit.updating import update


class Evidence(models.Model):
    """A row with frozen parts. EVIDENCE names the fields of each part; an event carries their digests.

    The part `state` may change by a verb or act, each of which writes its new digest; every other part is
    written once and never changes.
    """

    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    EVIDENCE: dict[str, tuple[str, ...]] = {}
    # verb -> related rows that its guards and consequences ask for again and again, read once
    READ_WITH: dict[str, tuple[str, ...]] = {}
    # verb -> rows that this one points to, read in the same statement
    JOINED_WITH: dict[str, tuple[str, ...]] = {}
    # the verb that the one door has just found nothing against
    free_for: str | None = None

    class Meta:
        abstract = True

    def save_held(self, names) -> None:
        """save(update_fields=names) of a row that this transaction holds, so that nobody else can have changed it."""
        update(self, names)

    def content_of(self, name: str) -> dict:
        return {field: getattr(self, self._meta.get_field(field).attname) for field in self.EVIDENCE[name]}

    def part_digest(self, name: str) -> str:
        return salted_digest(self.salt, self.content_of(name))

    def evidence_key(self, name: str) -> str:
        return f"{self._meta.label_lower}:{self.pk}:{name}"

    def digests(self, *names: str) -> dict[str, str]:
        """Digest per evidence key, for the named parts or for all of them."""
        return {self.evidence_key(name): self.part_digest(name) for name in names or self.EVIDENCE}

    def may_stand_unproven(self) -> bool:
        """Asked of a row, as it stands, that has no event yet."""
        return not type(self).must_be_proven().filter(pk=self.pk).exists()

    @classmethod
    def must_be_proven(cls, organisation_id=None):
        """Rows that have to stand in an event; by default all (of one organisation, where given)."""
        rows = cls._base_manager.all()
        return rows.filter(incident__organisation_id=organisation_id) if organisation_id else rows
