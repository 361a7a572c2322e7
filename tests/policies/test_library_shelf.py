"""Who finds which text: one's own, one's team's, the organisation's, the built-in ones; and what publishing does."""

import pytest

from accounts.models import Organisation
from audit.errors import NotPermitted
from audit.models import AuditEvent
from policies.library import Unfilled, acts, fill, own, shelf
from policies.library.filling import sourced
from policies.library.shelf import the_item
from policies.models import LibraryItem
from tests.policies.shelves import in_six, kept, published

pytestmark = pytest.mark.django_db


def keys(user, **asked):
    return {item.key for item in shelf(user, **asked)}


def test_a_personal_text_is_its_owners_alone(sam, tom, lena, olly, petra):
    mine = kept(sam)
    assert mine.key in keys(sam)
    for other in (tom, lena, olly, petra):
        assert mine.key not in keys(other)
        assert the_item(other, mine.key) is None


def test_a_team_text_is_found_by_the_team(sam, cara, lena, olly):
    team_text = kept(sam, scope="team")
    assert sam.team == cara.team
    assert team_text.key in keys(sam) & keys(cara)
    assert lena.team != sam.team
    assert team_text.key not in keys(lena) | keys(olly)


def test_a_published_text_is_everybodys_here_and_nobodys_elsewhere(petra, cara, rita, olly):
    item = published(petra)
    assert item.key in keys(cara) & keys(rita)
    assert item.key not in keys(olly)


def test_an_own_wording_stands_in_the_place_of_the_built_in_one_until_it_is_taken_off(petra, cara, olly):
    own_one = published(petra, key="silence", kind="exercise")
    assert the_item(cara, "silence") == own_one
    assert [item.organisation_id for item in shelf(cara) if item.key == "silence"] == [petra.organisation_id]
    assert the_item(olly, "silence").is_built_in
    assert the_item(cara, "silence", version=1) == own_one
    assert the_item(olly, "silence", version=1).is_built_in
    acts.retire(own_one, petra)
    assert the_item(cara, "silence").is_built_in


def test_publishing_again_is_a_new_version_and_the_old_one_stays_readable(petra, cara):
    first, second = published(petra), published(petra, body="Somebody else can.")
    assert (first.version, second.version) == (1, 2)
    assert the_item(cara, first.key) == second
    assert the_item(cara, first.key, version=1) == first
    assert [item for item in shelf(cara) if item.key == first.key] == [second]


def test_who_published_what_and_when_stands_in_the_chain(petra):
    item = published(petra)
    acts.retire(item, petra)
    events = AuditEvent.objects.filter(act__in=["item_published", "item_retired"]).order_by("at")
    assert [(event.act, event.actor_id, event.data["key"], event.data["version"]) for event in events] == [
        ("item_published", petra.pk, "a-kind-no", 1),
        ("item_retired", petra.pk, "a-kind-no", 1),
    ]
    assert item.part_digest("item") in events[0].data["digests"].values()
    assert "kind no" not in str([event.data for event in events])


@pytest.mark.parametrize("name", ["cara", "sam", "lena", "rita", "ada", "olly"])
def test_only_who_owns_policies_here_publishes(name, petra, request):
    person = request.getfixturevalue(name)
    with pytest.raises(NotPermitted):
        acts.publish(petra.organisation, person, key="mine", kind="prepared_text", texts=in_six("A", "B"))
    assert not LibraryItem.objects.filter(organisation__in=Organisation.objects.all()).exists()


def test_texts_by_step_part_kind_and_contact(cara):
    assert {"empathy", "active_listening"} <= keys(cara, kind="skill", step_key="acknowledge")
    assert {"empathy", "active_listening"} <= keys(cara, kind="skill", step_key="reason")
    assert {"empathy", "active_listening"} <= keys(cara, kind="skill", step_key="empathy")
    assert "purpose_role" not in keys(cara, kind="skill", step_key="empathy")
    assert "thanks" in keys(cara, part="closing")
    assert "thanks" not in keys(cara, part="greeting")
    assert "ask_reason" in keys(cara, kind="question", contact_type="counselling")
    assert "ask_reason" not in keys(cara, kind="question", contact_type="urgent")


def test_gaps_are_filled_or_named(cara):
    welcome = the_item(cara, "welcome")
    with pytest.raises(Unfilled) as refused:
        fill(welcome, "hu", name="Cara", hours=24)
    assert refused.value.names == ["supervisor", "availability"]
    said = fill(welcome, "hu", name="{supervisor}", supervisor="Sam", availability="ma", hours=24)
    assert "{supervisor}" in said  # a value is never read as a gap
    assert "Sam" in said


def test_a_fact_carries_its_source_and_version(petra, cara):
    fact = published(petra, source="Gift rules, 2.1")
    assert sourced(fact, "No gifts.", "en") == "No gifts.\n(Gift rules, 2.1, version 1)"
    assert sourced(the_item(cara, "confidentiality"), "…", "en").endswith("(Confidentiality, version 1)")
    assert sourced(the_item(cara, "can_support"), "Well done.", "en") == "Well done."


def test_ones_own_text_is_changed_and_removed(sam):
    mine = kept(sam)
    own.change(mine, texts={"en": {"title": "Other", "body": "Words"}})
    mine.refresh_from_db()
    assert (mine.version, mine.title_in("en")) == (2, "Other")
    own.remove(mine)
    assert not LibraryItem.objects.filter(pk=mine.pk).exists()
