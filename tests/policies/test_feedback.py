"""What came back from practice: the owner's pages, without anybody's words, and the line about a clause that was not clear."""

import pytest

from audit.door import record
from audit.errors import NotNow
from audit.verify import verify
from policies.feedback import MOST_A_DAY
from policies.models import Clause, PolicyFeedback
from tests import stories
from tests.missed import approved_exception, without_policy
from tests.norms import norm

ALL = "/policies/feedback/"
WORDS = "Nobody told me what to do about the silver spoons."


@pytest.fixture
def gap(cara, sam, client_k):
    without_policy(cara, client=client_k, what_happened=WORDS, own_observations="She wept on the stairs.")
    return PolicyFeedback.objects.get()


def page(client, person, address=ALL):
    client.force_login(person)
    return client.get(address)


def test_the_owner_reads_kind_day_and_number_and_nothing_of_the_report(client, gap, cara, client_k, petra):
    petra.language = "en"
    petra.save()
    without_policy(cara, client=client_k)
    for address in (ALL, f"{ALL}{gap.pk}/", "/", "/notices/"):
        shown = page(client, petra, address).content.decode()
        for word in ("Cara", "Halász", "P-001", client_k.code, "Szabó", "spoons", "stairs", "DS-", "Mondja", "Note 1"):
            assert word not in shown, (address, word)
    shown = page(client, petra).content.decode()
    assert gap.event_type.label["en"] in shown
    assert "2 reports" in shown
    assert "/policies/edit/new/?kind=norm&amp;event=phone_number" in shown


def test_answered_on_the_page_with_a_reason(client, gap, petra):
    page(client, petra)
    empty = client.post(f"{ALL}{gap.pk}/", {"reason": " "})
    assert empty.status_code == 200
    assert not PolicyFeedback.objects.get().answered_at
    assert client.post(f"{ALL}{gap.pk}/", {"reason": "We wrote <b>one</b>."}).url == ALL
    assert PolicyFeedback.objects.get().answered_reason == "We wrote <b>one</b>."
    shown = client.get(ALL).content.decode()
    assert "&lt;b&gt;one&lt;/b&gt;" in shown
    assert "/policies/edit/new/" not in shown
    again = client.post(f"{ALL}{gap.pk}/", {"reason": "Another"}, follow=True)
    assert again.redirect_chain
    assert PolicyFeedback.objects.get().answered_reason == "We wrote <b>one</b>."


@pytest.mark.parametrize("who", ["cara", "sam", "lena", "rita", "ada"])
def test_nobody_else_opens_these_pages(client, cast, gap, who):
    assert page(client, cast[who]).status_code == 403
    assert page(client, cast[who], f"{ALL}{gap.pk}/").status_code == 403


def test_another_organisations_feedback_does_not_exist(client, petra, elsewhere):
    theirs = PolicyFeedback.objects.create(organisation=elsewhere, kind="gap")
    assert page(client, petra, f"{ALL}{theirs.pk}/").status_code == 404
    assert client.post(f"{ALL}{theirs.pk}/", {"reason": "Ours"}).status_code == 404
    assert str(theirs.pk) not in page(client, petra).content.decode()


def test_as_many_questions_for_many_as_for_one(client, organisation, petra, gap, django_assert_max_num_queries):
    page(client, petra)
    with django_assert_max_num_queries(60) as first:
        client.get(ALL)
    for clause in [*norm(organisation), *Clause.objects.all()[:9]]:
        PolicyFeedback.objects.create(organisation=organisation, kind="unclear", clause=clause, text="?")
    with django_assert_max_num_queries(len(first)):
        client.get(ALL)


def test_of_a_record_that_names_her_the_owner_reads_not_even_that_a_rule_did_not_fit(client, cara, sam, lena, petra):
    incident = stories.answered(cara, sam, named=[petra])
    approved_exception(incident, asker=sam, lead=lena)
    row = PolicyFeedback.objects.get()
    assert str(row.pk) not in page(client, petra).content.decode()
    assert client.get(f"{ALL}{row.pk}/").status_code == 404
    assert page(client, petra, "/").context["feedback"] == 0


# -- this was not clear ----------------------------------------------------------------------------------------


def test_any_reader_says_what_was_not_clear(client, organisation, cara, petra):
    [clause, *_rest] = norm(organisation)
    address = f"{ALL}unclear/{clause.pk}/"
    assert address in page(client, cara, "/policies/private-contact-data/").content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, {"text": "Does this hold for landlines?"}).url == "/policies/private-contact-data/"
    row = PolicyFeedback.objects.get()
    assert (row.kind, row.clause, row.text) == ("unclear", clause, "Does this hold for landlines?")
    shown = page(client, petra).content.decode()
    assert "landlines" in shown
    assert "Cara" not in shown
    assert verify().findings == []


@pytest.mark.parametrize("text", ["", "Call me on +36 30 123 4567", "write to cara@home.example", "x" * 301])
def test_a_line_that_is_empty_too_long_or_contact_data_is_refused(client, organisation, cara, text):
    [clause, *_rest] = norm(organisation)
    client.force_login(cara)
    response = client.post(f"{ALL}unclear/{clause.pk}/", {"text": text})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not PolicyFeedback.objects.exists()


def test_a_clause_of_another_organisation_does_not_exist(client, cara, elsewhere):
    [clause, *_rest] = norm(elsewhere)
    assert page(client, cara, f"{ALL}unclear/{clause.pk}/").status_code == 404
    assert client.post(f"{ALL}unclear/{clause.pk}/", {"text": "?"}).status_code == 404


def test_nobody_floods_the_policy_owner(organisation, cara, sam):
    [clause, *_rest] = norm(organisation)
    for n in range(MOST_A_DAY):
        record(organisation, "say_unclear", by=cara, clause=clause, text=f"Line {n}")
    with pytest.raises(NotNow) as refused:
        record(organisation, "say_unclear", by=cara, clause=clause, text="One more")
    assert refused.value.reasons == ["too_much_unclear"]
    record(organisation, "say_unclear", by=sam, clause=clause, text="Somebody else")
