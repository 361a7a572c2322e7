"""How a reporter may be reached safely: ticked and written, told in the reader's language, and in no document."""

import pytest
from django.utils import translation

from audit.ids import uuid7
from boundaries import reach
from boundaries.models import Incident
from tests import stories
from tests.boundaries import filling

pytestmark = pytest.mark.django_db
PLANTED = "Ring the blue door"


@pytest.mark.parametrize(
    ("codes", "words", "kept"),
    [
        (["at_time", "only_here"], "after 18:00", "only_here, at_time: after 18:00"),
        (["never_home"], "", "never_home"),
        ([], "only by text: please", "only by text: please"),
        ([], "", ""),
    ],
)
def test_what_is_kept_reads_back_as_it_was_given(codes, words, kept):
    assert reach.written(codes, words) == kept
    assert reach.parse(kept) == ([code for code in reach.CHOICES if code in codes], words)


def test_choices_are_told_in_the_readers_language_and_words_as_written():
    kept = reach.written(["never_home"], "après six heures")
    told = set()
    for language in ("en", "hu"):
        with translation.override(language):
            assert reach.shown(kept).startswith(str(reach.CHOICES["never_home"]))
            assert reach.shown(kept).endswith("après six heures")
            told.add(reach.shown(kept))
    assert "never_home" not in " ".join(told)


def test_every_choice_and_the_longest_words_fit(cara):
    kept = reach.written(reach.CHOICES, "x" * reach.LONGEST_WORDS)
    assert reach.parse(kept) == (list(reach.CHOICES), "x" * reach.LONGEST_WORDS)
    assert len(kept) <= Incident._meta.get_field("reach_safely").max_length


def test_a_report_takes_it_from_the_page_and_shows_it_again(client, cara, client_k, sam):
    client.force_login(cara)
    address = filling.begun(client)
    client.post(address, filling.whole(client_k, reach=["only_here", "never_home"], reach_words="after six"))
    assert Incident.objects.get().reach_safely == "only_here, never_home: after six"
    page = client.get(address).content.decode()
    assert 'value="never_home" id="id_reach_3" checked' in page or page.count("checked") >= 2
    client.post(address, filling.whole(client_k, reach_words="after six"))
    assert Incident.objects.get().reach_safely == "after six"


def test_a_phone_saves_one_part_without_losing_the_other(client, cara, client_k):
    client.force_login(cara)
    api = filling.begun(client).replace("/incidents/drafts/", "/api/v1/drafts/")
    for body in ({"reach": ["at_time"]}, {"reach_words": "Tuesdays"}):
        assert client.patch(api, body, content_type="application/json").status_code == 200
    assert Incident.objects.get().reach_safely == "at_time: Tuesdays"


def test_questions_and_alarms_have_it_too(client, cara, sam):
    client.force_login(cara)
    asked = {"draft": str(uuid7()), "question": "May I?", "go": "send", "reach": ["only_here"], "reach_words": PLANTED}
    client.post("/questions/new/", asked)
    client.post("/danger/", {"answer": "yes", "reach": ["never_home"]})
    kept = set(Incident.objects.values_list("reach_safely", flat=True))
    assert kept == {f"only_here: {PLANTED}", "never_home"}


@pytest.mark.parametrize("verb", ["acknowledge", "holding", "escalate"])
def test_it_stands_above_whatever_answers(client, cara, sam, verb):
    incident = stories.submitted(cara, reach_safely=f"never_home: {PLANTED}")
    client.force_login(sam)
    page = client.get(f"/incidents/{incident.reference}/{verb}/").content.decode()
    assert 0 < page.index(PLANTED) < page.rindex('class="button primary"')
    with translation.override(sam.language):
        assert str(reach.CHOICES["never_home"]) in page


def test_what_the_draft_said_goes_with_an_alarm(client, cara, sam):
    draft = stories.draft(cara, reach_safely="only_here: ring twice")
    client.force_login(cara)
    page = client.get(f"/incidents/drafts/{draft.pk}/danger/").content.decode()
    assert "ring twice" in page
    client.post(f"/incidents/drafts/{draft.pk}/danger/", {"answer": "yes"})
    assert Incident.objects.get().reach_safely == "only_here: ring twice"
