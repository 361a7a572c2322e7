"""Reflections on skills: private by default, shared by a tap, taken back until spoken about, and never with a mark."""

import pytest
from django.db import models

from audit.door import record
from audit.errors import NotNow
from audit.models import AuditEvent
from policies.models import LibraryItem
from supervision.models import SkillNote
from supervision.sessions import reflections
from tests.cast import make_person
from tests.supervision import sitting
from tests.supervision.asking import get
from tests.supervision.pages import in_english, page, send

pytestmark = pytest.mark.django_db
WORDS = "I was afraid to say no."


@pytest.fixture
def session(cara, sam):
    return sitting.planned(sam, cara)


def at(note, name):
    return f"/reflections/{note.pk}/{name}/"


def test_thirteen_cards_can_be_read_in_conversation_and_in_writing_by_everybody_who_works(cara, sam, rita):
    cards = reflections.skills(cara)
    assert len(cards) == 13
    assert page(cara, "/skills/").count('class="line"') == 13
    for card in cards:
        for language in ("en", "hu", "cs", "sv", "bg", "uk"):
            assert card.texts[language]["in_conversation"]
            assert card.texts[language]["in_writing"]
    assert "In conversation" in page(in_english(cara), "/skills/empathy/")
    page(sam, "/skills/welcome/", 404)
    page(rita, "/skills/", 403)


def test_a_reflection_is_private_by_default_and_stands_in_no_chain(cara, sam, lena, session):
    send(cara, "/skills/empathy/", reflection=WORDS, situation="At the door")
    note = SkillNote.objects.get()
    assert (note.author, note.shared, note.session) == (cara, False, None)
    assert WORDS in page(cara, "/skills/empathy/")
    assert AuditEvent.objects.filter(data__icontains=str(note.pk)).count() == 0
    for person in (sam, lena):
        assert WORDS not in page(person, "/skills/empathy/")
        for name in ("share", "take-back", "throw-away"):
            send(person, at(note, name), status=404, session=session.pk)


def test_unshared_notes_private(cara, sam, session):
    """Unshared, it is in nothing that anybody else sees: page, agenda, program, document."""
    sitting.reflected(cara, WORDS)
    sitting.confirmed(session)
    assert WORDS not in page(sam, f"/supervision-sessions/{session.pk}/")
    assert WORDS not in str(get(sam, f"/api/v1/supervision-sessions/{session.pk}/"))
    from supervision.sessions.document import shared_part

    assert WORDS not in str(shared_part(sitting.fresh(session), sam))


def test_it_is_shared_by_a_tap_and_taken_back_before_it_was_spoken_about(cara, sam, session):
    note = sitting.reflected(cara, WORDS)
    send(cara, at(note, "share"), session=session.pk)
    assert WORDS in page(sam, f"/supervision-sessions/{session.pk}/")
    send(cara, at(note, "throw-away"))
    assert SkillNote.objects.filter(pk=note.pk).exists()  # what is shared is taken back first
    send(cara, at(note, "take-back"))
    assert WORDS not in page(sam, f"/supervision-sessions/{session.pk}/")
    acts = AuditEvent.objects.filter(chain=f"supervisionsession:{session.pk}").values_list("act", flat=True)
    assert [act for act in acts if "reflection" in act] == ["session_reflection_shared", "session_reflection_unshared"]
    send(cara, at(note, "throw-away"))
    assert not SkillNote.objects.exists()


def test_what_was_spoken_about_stays(cara, sam, session):
    note = sitting.reflected(cara, WORDS)
    reflections.share(note, session, cara)
    sitting.confirmed(session)
    note.refresh_from_db()
    assert note.discussed_at is not None
    with pytest.raises(NotNow):
        reflections.take_back(note, cara)


def test_nobody_shares_anothers_or_into_a_session_of_others(cara, sam, tom, session, organisation, team):
    nora = make_person(organisation, team, "Nora Field", "caregiver")
    theirs = sitting.reflected(nora, WORDS)
    with pytest.raises(NotNow, match="reflection_gone"):
        record(session, "share_reflection", by=cara, note=theirs.pk)
    send(nora, at(theirs, "share"), session=session.pk)
    theirs.refresh_from_db()
    assert not theirs.shared


def test_a_session_that_is_called_off_gives_reflections_back(cara, sam, session):
    note = sitting.reflected(cara, WORDS)
    reflections.share(note, session, cara)
    record(session, "call_off_session", by=cara, reason="Ill")
    note.refresh_from_db()
    assert (note.shared, note.session) == (False, None)


def test_a_skill_note_has_no_number():
    kinds = {type(field) for field in SkillNote._meta.concrete_fields}
    assert kinds == {models.UUIDField, models.ForeignKey, models.TextField, models.DateTimeField, models.BooleanField}
    assert SkillNote._meta.get_field("skill").related_model is LibraryItem
