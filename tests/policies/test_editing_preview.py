"""The preview shows the form's own screens, writes nothing, and may be framed by our own page only."""

import pytest
from django.urls import reverse

from boundaries.models import Incident, StepAnswer
from policies.editing import writing
from policies.models import VersionDraft
from tests.policies.editing import begun

pytestmark = pytest.mark.django_db


@pytest.fixture
def petras(client, petra):
    client.force_login(petra)
    return client


def eleven_steps(petra) -> VersionDraft:
    wording = begun(petra, "gifts", event_types=["small_gift"])
    for key in ("policy", "channel", "guidance", "clarity"):
        number = next(n for n, row in enumerate(wording.document["clauses"], start=1) if row["key"] == key)
        wording = writing.remove_clause(wording, petra, revision=wording.revision, number=number)
    return wording


def screen(client, wording, **query):
    return client.get(reverse("wording_screen", args=[wording.pk]), query)


@pytest.mark.parametrize("language", ["en", "hu", "cs", "sv", "bg", "uk"])
def test_every_step_in_each_language_as_the_form_shows_it(petras, petra, language):
    wording = eleven_steps(petra)
    assert len(wording.document["clauses"]) == 11
    for number, row in enumerate(wording.document["clauses"], start=1):
        answer = screen(petras, wording, language=language, step=number)
        shown = answer.content.decode()
        assert f'data-number="{number}"' in shown
        assert shown.count("data-number=") == 1
        assert row["texts"][language]["title"].replace("'", "&#x27;") in shown
        assert answer["Content-Language"] == language
    assert Incident.objects.count() == StepAnswer.objects.count() == 0


def test_a_text_that_is_missing_says_so(petras, petra):
    wording = eleven_steps(petra)
    writing.change(wording, petra, revision=wording.revision, path="clauses.1.texts.en.title", value="")
    assert "Not written yet" in screen(petras, wording, language="en").content.decode()


def test_only_our_own_page_may_frame_it_and_it_sends_nothing(petras, petra):
    wording = begun(petra)
    framed = screen(petras, wording)
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    policy = framed["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "form-action 'none'" in policy
    assert "script-src" not in policy
    framing = petras.get(reverse("wording_preview", args=[wording.pk]))
    assert framing["X-Frame-Options"] == "DENY"
    assert "frame-src 'self'" in framing["Content-Security-Policy"]
    assert "frame-src" not in petras.get(reverse("wording", args=[wording.pk]))["Content-Security-Policy"]


@pytest.mark.parametrize("query", [{"step": "99"}, {"step": "x"}, {"step": "-1"}, {"language": "xx"}, {"step": "0"}])
def test_nonsense_in_the_address_shows_a_step_that_is_there(petras, petra, query):
    assert screen(petras, begun(petra), **query).status_code == 200


def test_a_norm_has_no_preview(petras, petra):
    norm = begun(petra, "dignity", kind="norm")
    assert screen(petras, norm).status_code == 404
