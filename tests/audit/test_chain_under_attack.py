"""Change, delete, insert, reorder, cut, swap, set back: each found by audit_verify and offline, with the place named."""

import pytest
from django.core.management import call_command

from audit.models import AuditEvent, Checkpoint
from audit.verify import verify
from tests.audit import attacked, chains

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return attacked.Attacked()


@pytest.fixture
def verified(tmp_path, capsys):
    """The command against what was kept: its exit code and what it said."""

    def run(kept):
        path = tmp_path / "kept.txt"
        path.write_text(f"Dear colleague,\r\n\r\n{kept}\r\n")
        try:
            call_command("audit_verify", "--checkpoint", str(path))
        except Exception as error:
            return getattr(error, "returncode", error), capsys.readouterr().err
        return 0, capsys.readouterr().out

    return run


def test_nothing_is_found_where_nothing_was_done(service, verified):
    code, said = verified(service.kept)
    assert code == 0
    assert "They stand as 3 signed checkpoints say" in said
    assert service.offline() == (0, "")


@pytest.mark.parametrize("name", attacked.ATTACKS)
def test_each_attack_is_found_by_both_and_its_place_named(service, verified, name):
    place = attacked.ATTACKS[name](service)
    code, said = verified(service.kept)
    assert code == 1
    assert attacked.names(place, said), said
    code, said = service.offline()
    assert code == 1
    assert attacked.names(place, said), said


@pytest.mark.parametrize(
    "name", sorted(set(attacked.ATTACKS) - {"restore_an_old_backup", "restore_an_old_backup_and_go_on"})
)
def test_all_but_an_old_backup_are_found_without_what_was_kept(service, name):
    attacked.ATTACKS[name](service)
    assert verify().findings


def test_a_bundle_made_before_the_last_checkpoint_is_not_called_altered(service):
    file = service.bundle()
    service.grow(service.here, 1)
    attacked.checkpoints.make(service.here)
    kept = attacked.checkpoints.as_text(attacked.checkpoints.last(service.here))
    report = attacked.verify_bundle.check(file, [kept])
    assert (report.code, len(report.unknown)) == (2, 1)


def test_what_cannot_be_found_is_what_the_documents_say(service):
    """Somebody who writes to the database as the application does, after the last checkpoint, adds what then counts."""
    chains.append(service.here, service.name("incident:2"), 1)
    assert verify().findings == []
    assert service.offline()[0] == 0


def test_a_checkpoint_takes_nothing_back(service):
    """Signed after an attack it still holds what was signed before it."""
    attacked.truncate_the_end(service)
    service.grow(service.here, 1)
    chain = service.chain("incident:3")
    assert attacked.checkpoints.make(service.here).changed[-1] == [chain[-1].chain, 6, chain[-1].hash]
    assert Checkpoint.objects.filter(organisation_id=service.here).count() == 3
    assert verify().findings
    assert AuditEvent.objects.filter(chain=service.name("incident:2")).count() == 4
