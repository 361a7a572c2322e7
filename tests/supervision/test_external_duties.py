"""Whether somebody outside has to be told: a list with its sources, a decision that is kept, and nothing sent."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models.organisation import LANGUAGES
from audit.door import record
from audit.errors import NotPermitted
from audit.models import AuditEvent, OutboxItem
from boundaries.models import ExternalDuty
from policies import external_duties
from tests import stories

pytestmark = pytest.mark.django_db
ACT = "decide_external_duty"


@pytest.fixture
def english(organisation):
    organisation.country = "GB"
    organisation.save()


@pytest.fixture
def grave(cara, sam, lena, client_k, english):
    return stories.submitted(cara, client=client_k, event="theft_or_exploitation")


def given(**more):
    now = timezone.now() - datetime.timedelta(minutes=5)
    return {"duty": "cqc-18", "decision": "given", "given_to": "CQC, duty desk", "given_at": now} | more


def test_every_line_is_complete_in_six_languages_and_says_how_far_it_may_be_trusted():
    countries = ("GB", "SE", "CZ", "HU", "BG", "UA")
    lines = {country: external_duties.duties_for(country) for country in countries}
    assert {country: len(found) for country, found in lines.items()} == dict(zip(countries, (3, 2, 1, 1, 1, 1), strict=True))
    assert external_duties.duties_for("FR") == []
    for duty in (duty for found in lines.values() for duty in found):
        assert duty.known in external_duties.KNOWN
        assert duty.source
        for text in duty.texts.values():
            assert set(text) == set(LANGUAGES)
            assert all(text.values())
    assert set(external_duties._content()["remark"]) == set(LANGUAGES)


def test_a_decision_is_kept_proven_and_sends_nothing(grave, lena):
    waiting = OutboxItem.objects.count()
    record(grave, ACT, by=lena, **given(reason="By telephone", external_reference="CQC-1"))
    row = ExternalDuty.objects.get()
    assert (row.decided_by, row.edition) == (lena, external_duties.edition())
    event = AuditEvent.objects.get(act="external_duty_decided")
    assert f"boundaries.externalduty:{row.pk}:decision" in event.data["digests"]
    assert (event.data["duty"], event.data["decision"]) == ("cqc-18", "given")
    assert "telephone" not in str(event.data)
    assert OutboxItem.objects.count() == waiting


@pytest.mark.parametrize("wrong", [
    {"duty": "lex-sarah-ivo"}, {"duty": "nothing"}, {"decision": "perhaps"}, {"given_to": ""}, {"given_at": None},
    {"decision": "not_due", "reason": " "}, {"reason": "x" * 2001}, {"given_to": "x" * 201},
])  # fmt: skip
def test_what_is_not_whole_is_refused(grave, lena, wrong):
    with pytest.raises(ValidationError):
        record(grave, ACT, by=lena, **given(**wrong))
    assert not ExternalDuty.objects.exists()


def test_neither_reporter_nor_outsider_nor_whoever_is_named_decides(cara, sam, lena, tom, rita, petra, olly, english, client_k):
    incident = stories.submitted(cara, client=client_k, event="theft_or_exploitation", named=[tom])
    for person in (cara, tom, rita, petra, olly, None):
        with pytest.raises(NotPermitted):
            record(incident, ACT, by=person, **given())
    assert not ExternalDuty.objects.exists()


def test_a_planned_notice_may_be_given_after_the_end_and_the_latest_counts(cara, sam, english, client_k):
    incident = stories.closed(cara, sam, client=client_k)
    record(incident, ACT, by=sam, duty="dbs", decision="planned")
    record(incident, ACT, by=sam, **given(duty="dbs"))
    assert list(incident.external_duties.order_by("decided_at").values_list("decision", flat=True)) == ["planned", "given"]
