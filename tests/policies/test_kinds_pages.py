"""The policy owner's pages about kinds of event: reading, changing, going back; bad input changes nothing."""

import pytest

from policies.editing.kinds import values_of
from policies.kinds import every_kind, kind_of
from policies.models import EventRule
from policies.views.kind_form import KindForm
from tests.policies.kinds import changed, in_six, kind, sent

pytestmark = pytest.mark.django_db
PAGE = "/policies/kinds/phone_number/"


@pytest.fixture
def here(client, petra):
    petra.language = "en"
    petra.save()
    client.force_login(petra)
    return client


def test_all_kinds_by_group_with_what_is_different(here, organisation, petra, django_assert_max_num_queries):
    changed(organisation, petra, label=in_six("Asked for a number"))
    changed(organisation, petra, "transport", is_active=False)
    with django_assert_max_num_queries(12):
        shown = here.get("/policies/kinds/").content.decode()
    assert "Asked for a number (en)" in shown
    assert shown.count("version 1") == 2
    assert shown.count("not on offer") == 1


def test_changing_it_is_a_version_with_its_reason(here, organisation, petra):
    now = kind_of(kind(), organisation)
    raised = {"raise_repeated": "S3", "raise_under_pressure": "S1"}
    answer = here.post(PAGE, sent(now, gravity="S2", label_en="Asked <b>twice</b>") | raised)
    assert answer.status_code == 302
    rule = EventRule.objects.get()
    assert (rule.number, rule.gravity, rule.raising) == (1, "S2", [{"when": "repeated", "to": "S3"}])
    shown = here.get(PAGE).content.decode()
    assert "We have seen more of it." in shown
    assert "Asked &lt;b&gt;twice&lt;/b&gt;" in shown
    assert "<b>twice</b>" not in shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"label_uk": ""}, {"gravity": "S7"}, {"gravity": "S2", "reason": ""}, {"safeguarding": "condition"}, {"order": "first"},
        {"raise_accepted": "S8"}, {"label_en": "x" * 200},
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_what_was_typed(here, organisation, wrong):
    answer = here.post(PAGE, sent(kind_of(kind(), organisation), reason="Typed by hand") | wrong)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert not EventRule.objects.exists()


def test_a_form_sent_as_it_was_opened_decides_nothing_new(organisation):
    for one in every_kind(organisation):
        form = KindForm(sent(one), kind=one)
        assert form.is_valid(), (one.key, form.errors)
        assert form.values == values_of(one), one.key


def test_an_older_page_changes_nothing(here, organisation, petra):
    older = sent(kind_of(kind(), organisation), gravity="S1", raise_repeated="S2")
    changed(organisation, petra, gravity="S2", raising=[])
    answer = here.post(PAGE, older)
    assert answer.status_code == 400
    assert "meanwhile" in answer.content.decode()
    assert EventRule.objects.get().gravity == "S2"


def test_pressing_twice_is_one_version(here, organisation):
    said = sent(kind_of(kind(), organisation), label_en="A number", key="0" * 32)
    assert {here.post(PAGE, said).status_code for _press in range(2)} == {302}
    assert EventRule.objects.count() == 1


def test_what_goes_to_safeguarding_always_cannot_be_taken_away_by_a_crafted_form(here, organisation):
    theft = kind_of(kind("theft_or_exploitation"), organisation)
    here.post("/policies/kinds/theft_or_exploitation/", sent(theft, safeguarding="no", gravity="S1"))
    assert kind_of(kind("theft_or_exploitation"), organisation).safeguarding == "always"


def test_back_to_as_shipped_from_the_page(here, organisation, petra):
    changed(organisation, petra, gravity="S3", raising=[])
    assert "Back to as it was shipped" in here.get(PAGE).content.decode()
    here.post(f"{PAGE}as-shipped/", {"seen": "1", "reason": "Too grave."})
    assert kind_of(kind(), organisation).gravity == "S0"
    assert "Back to as it was shipped" not in here.get(PAGE).content.decode()
    here.post(f"{PAGE}as-shipped/", {"seen": "99999999999", "reason": "Again"})
    assert EventRule.objects.count() == 2


def test_a_kind_that_does_not_exist_is_not_found(here):
    assert here.get("/policies/kinds/no_such_kind/").status_code == 404
    assert here.post("/policies/kinds/no_such_kind/try/").status_code == 404
