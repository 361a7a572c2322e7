"""Two organisations with chains and checkpoints, and what hands in the database do to them."""

import contextlib
import io
import re
import uuid

from audit import bundle, checkpoints, signing
from audit.models import AuditEvent, Checkpoint, SigningKey
from audit.offline import verify_bundle
from tests import tampering
from tests.audit import chains

CHAINS = ("incident:1", "incident:2", "incident:3", "access:1")


class Attacked:
    """`here` is attacked; `kept` is its last checkpoint as a mail brought it."""

    def __init__(self):
        self.here, self.there = uuid.uuid4(), uuid.uuid4()
        self.grow(self.here, 3)
        self.grow(self.there, 3)
        for organisation in (self.here, self.there):
            checkpoints.make(organisation)
        self.before = [self.rows(model) for model in (AuditEvent, Checkpoint)]
        self.grow(self.here, 2)
        checkpoints.make(self.here)
        self.kept = checkpoints.as_text(checkpoints.last(self.here))
        self.sealing = None
        tampering.drop_triggers()

    def name(self, chain, organisation=None):
        return f"{chain}-{str(organisation or self.here)[:8]}"

    def grow(self, organisation, events):
        for chain in CHAINS:
            chains.append(organisation, self.name(chain, organisation), events)

    def rows(self, model):
        return list(model._base_manager.order_by("pk").values())

    def chain(self, chain="incident:2"):
        return list(AuditEvent._base_manager.filter(chain=self.name(chain)).order_by("seq"))

    def bundle(self, organisation=None):
        file = io.BytesIO()
        with sealing(self.sealing or signing._sealing):
            bundle.write(file, organisation or self.here)
        return file

    def offline(self, **of):
        """What the offline verifier says of a bundle exported now, against what was kept."""
        try:
            file = self.bundle(**of)
        except bundle.CannotBeBundled as refusal:
            return 1, str(refusal)
        report = verify_bundle.check(file, [self.kept])
        return report.code, "\n".join([*report.findings, *report.unknown])


def update(row, **values):
    type(row)._base_manager.filter(pk=row.pk).update(**values)


def change(service):
    update(service.chain()[2], data={"altered": 1})
    return r"incident:2-\w+#3"


def change_and_fit_everything_after(service):
    rows = service.chain()
    rows[1].data = {"altered": 1}
    chains.written_anew(rows[1:], rows[0].hash)
    return r"incident:2-\w+#3"


def change_the_last(service):
    row = service.chain()[-1]
    row.data = {"altered": 1}
    update(row, data=row.data, hash=row.computed_hash())
    return r"incident:2-\w+#5"


def delete(service):
    tampering.remove(service.chain()[2])
    return r"incident:2-\w+#4"


def delete_a_chain(service):
    for row in service.chain():
        tampering.remove(row)
    return r"incident:2-\w+"


def insert(service):
    """In the middle, with everything after it made to fit."""
    rows = service.chain()
    for row in reversed(rows[2:]):
        update(row, seq=row.seq + 1)
        row.seq += 1
    new = chains.event(service.here, rows[0].chain, 3, rows[1].hash)
    new.save()
    chains.written_anew(rows[2:], new.hash)
    return r"incident:2-\w+#(3|5)"


def reorder(service):
    """Two events exchanged, and everything after them made to fit."""
    rows = service.chain()
    rows[1].data, rows[2].data = {"was": "third"}, {"was": "second"}
    chains.written_anew(rows[1:], rows[0].hash)
    return r"incident:2-\w+#3"


def truncate_the_end(service):
    for row in service.chain()[3:]:
        tampering.remove(row)
    return r"incident:2-\w+#5"


def swap_two_organisations(service):
    """All events of one pass for the other's, made to fit."""
    every = AuditEvent._base_manager.all()
    rows = {
        organisation: list(every.filter(organisation_id=organisation)) for organisation in (service.here, service.there)
    }
    for organisation, other in ((service.here, service.there), (service.there, service.here)):
        for chain in sorted({row.chain for row in rows[organisation]}):
            links = sorted((row for row in rows[organisation] if row.chain == chain), key=lambda row: row.seq)
            for row in links:
                row.organisation_id = other
            chains.written_anew(links, "")
    return rf"incident:2-{str(service.here)[:8]}"


def swap_two_organisations_whole(service):
    """Their checkpoints and keys as well."""
    place = swap_two_organisations(service)
    for model in (Checkpoint, SigningKey):
        third = uuid.uuid4()
        for old, new in ((service.here, third), (service.there, service.here), (third, service.there)):
            model._base_manager.filter(organisation_id=old).update(organisation_id=new)
    return rf"{place}|checkpoint|key"


def restore_an_old_backup(service):
    for model, rows in zip((AuditEvent, Checkpoint), service.before, strict=True):
        standing = {row["id"] for row in rows}
        model._base_manager.exclude(pk__in=standing)._raw_delete(using="default")
    return r"[Cc]heckpoint (you kept \()?2"


def restore_an_old_backup_and_go_on(service):
    place = restore_an_old_backup(service)
    service.grow(service.here, 1)
    checkpoints.make(service.here)
    return place


def edit_a_checkpoint(service):
    row = Checkpoint._base_manager.get(organisation_id=service.here, number=1)
    update(row, statement=row.statement.replace('"events":12', '"events":11'))
    return r"checkpoint 1"


def edit_the_heads_of_a_checkpoint(service):
    row = Checkpoint._base_manager.get(organisation_id=service.here, number=1)
    update(row, changed=row.changed[1:])
    return r"checkpoint 1"


def remove_a_checkpoint(service):
    tampering.remove(Checkpoint._base_manager.get(organisation_id=service.here, number=1))
    return r"checkpoint (1|2)"


def exchange_the_key(service):
    """A key of the attacker's own, and everything signed anew with it."""
    Checkpoint._base_manager.filter(organisation_id=service.here)._raw_delete(using="default")
    SigningKey._base_manager.filter(organisation_id=service.here)._raw_delete(using="default")
    change_the_last(service)
    # the attacker's own program has no data key, and needs none
    service.sealing = [lambda content, context: content] * 2
    with sealing(service.sealing):
        checkpoints.make(service.here)
    return r"key 1|checkpoint"


@contextlib.contextmanager
def sealing(functions):
    former = list(signing._sealing)
    signing.declare_sealing(*functions)
    try:
        yield
    finally:
        signing.declare_sealing(*former)


ATTACKS = {
    function.__name__: function
    for function in (
        change, change_and_fit_everything_after, change_the_last, delete, delete_a_chain, insert, reorder, truncate_the_end,
        swap_two_organisations, swap_two_organisations_whole, restore_an_old_backup, restore_an_old_backup_and_go_on,
        edit_a_checkpoint, edit_the_heads_of_a_checkpoint, remove_a_checkpoint, exchange_the_key,
    )
}  # fmt: skip


def names(place, said):
    return re.search(place, said) is not None
