"""Norms and protocols to read: their versions, what is related, and what the overview lists."""

import pytest
from django.urls import reverse

from audit.door import perform
from policies.editing import writing
from policies.models import PolicyVersion
from tests.policies.editing import begun

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "hu", "cs", "sv", "bg", "uk")


def told(text):
    return {"title": text, "instruction": f"{text} in full"}


def clause(key, kind, **more):
    return {"key": key, "kind": kind, "texts": {code: told(key.title()) for code in LANGUAGES}} | more


def norm(petra, lena, slug="gifts-rule", related=("phone-number",)):
    """Approved by Lena: an entitlement under a condition."""
    rows = [
        clause("say-no", "entitlement", conditions=["in-writing"], related=["calm"]),
        clause("in-writing", "condition", related=list(related)),
        clause("calm", "principle"),
    ]
    title = dict.fromkeys(LANGUAGES, "Gifts <rule>")
    document = {"slug": slug, "kind": "norm", "title": title, "clauses": rows}
    draft = writing.begin_with(petra.organisation, petra, writing.shape.with_defaults(document))
    return perform(perform(draft, "propose", by=petra), "approve", by=lena).version


def page(client, person, address):
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_norm_lists_entitlements_and_conditions(client, petra, lena, sam):
    norm(petra, lena)
    shown = page(client, sam, "/policies/gifts-rule/")
    entitled, under = shown.index('id="entitlements"'), shown.index('id="conditions"')
    assert entitled < shown.index("<strong>1. Say-No") < under < shown.index("<strong>2. In-Writing")
    assert shown[entitled:under].count("2. In-Writing") == 1, "the entitlement names its condition"
    assert "<rule>" not in shown
    assert "Gifts &lt;rule&gt;" in page(client, sam, "/policies/")


def test_version_and_related_links_shown(client, petra, lena, sam):
    version = norm(petra, lena)
    shown = page(client, sam, "/policies/gifts-rule/")
    assert "Last updated" in shown
    assert lena.short_name in shown
    assert "/policies/phone-number/" in shown
    assert "/policies/gifts-rule/" in page(client, sam, "/policies/phone-number/"), "linked both ways"
    assert version.in_force_from.strftime("%Y") in shown


def test_a_former_version_opens_as_it_was(client, petra, lena, sam, organisation):
    first = perform(perform(begun(petra), "propose", by=petra), "approve", by=lena).version
    wording = begun(petra)
    wording = writing.change(wording, petra, revision=0, path="clauses.1.texts.en.title", value="Another first step")
    perform(perform(wording, "propose", by=petra), "approve", by=lena)
    was = first.clauses.first().texts["en"]["title"]
    old = page(client, sam, reverse("policy_version", args=["phone-number", 1]))
    assert was in old
    assert "Another first step" not in old
    assert "Another first step" in page(client, sam, reverse("policy_version", args=["phone-number", 2]))
    assert "Another first step" in page(client, sam, "/policies/phone-number/")
    history = page(client, sam, reverse("policy_versions", args=["phone-number"]))
    assert history.count('<li class="card') == 3


def test_another_organisations_versions_do_not_exist(client, petra, lena, olly):
    norm(petra, lena)
    client.force_login(olly)
    assert client.get(reverse("policy_versions", args=["gifts-rule"])).status_code == 404
    assert client.get(reverse("policy_version", args=["gifts-rule", 1])).status_code == 404
    assert client.get("/policies/gifts-rule/").status_code == 404


def test_pages_ask_no_more_when_there_is_more(client, petra, lena, django_assert_max_num_queries):
    """Once to warm up, then as few queries with six policies as with one."""
    counted = {}
    for many in (1, 6):
        while PolicyVersion.objects.filter(policy__organisation=petra.organisation).count() < many:
            norm(petra, lena, f"rule-{PolicyVersion.objects.count()}", related=())
        begun(petra, f"draft-{many}", kind="norm")
        for address in ("/policies/", "/policies/edit/"):
            page(client, petra, address)
            with django_assert_max_num_queries(counted.get(address, 40)) as asked:
                page(client, petra, address)
            counted.setdefault(address, len(asked.captured_queries))
