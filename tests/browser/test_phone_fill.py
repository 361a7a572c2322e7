"""What is put into a section of the form comes out of it again, for every section of both protocols."""

import pytest

from boundaries.models import Incident

WORDS = "„Kérem”\n<b>& 'két' sor</b>\t✓"
VARIANTS = """([index, words]) => import("/static/js/form/fill.js").then(({ contentOf, fill, sectionsOf }) => {
  const form = document.getElementById("report");
  const rows = [];
  for (const [name, section] of sectionsOf(form)) {
    const wanted = {};
    for (const field of section.querySelectorAll("input, select, textarea")) {
      const key = field.name.startsWith(section.id + "-") ? field.name.slice(section.id.length + 1) : field.name;
      if (!key || key === "absence" || field.type === "file") continue;
      const group = [...section.querySelectorAll(`[name="${field.name}"]`)].map((one) => one.value);
      if (field.type === "radio") { if (index) wanted[key] = group[(index - 1) % group.length]; }
      else if (field.type === "checkbox") wanted[key] = group.filter((_, place) => index && (place + index) % 2 === 0);
      else if (field.type === "datetime-local") wanted[key] = index ? `2026-0${index}-03T14:05` : "";
      else wanted[key] = !index ? "" : field.tagName === "TEXTAREA" ? words : `${index}. ok`;
    }
    const lost = fill(section, wanted);
    rows.push([name, wanted, contentOf(section), lost]);
  }
  return rows;
})"""


@pytest.fixture(params=["phone_number", "small_gift"])
def form(request, caras_phone):
    page = caras_phone()
    page.goto("/incidents/new/")
    page.locator(f"[name=event_type][value={request.param}]").first.tap()
    page.wait_for_selector("#saved[data-state=saved]")
    return page


def test_every_section_gives_back_what_was_put_into_it(form):
    protocols = set(Incident.objects.values_list("protocol_version", flat=True))
    assert len(protocols) == 1
    for index in range(4):
        rows = form.evaluate(VARIANTS, [index, WORDS])
        assert len(rows) == 17
        for name, wanted, given, lost in rows:
            assert given == wanted, name
            assert lost == {}
        assert sum(len(wanted) for _name, wanted, *_ in rows) >= 25


def test_what_has_no_place_is_handed_back(form):
    found = form.evaluate(
        """() => import("/static/js/form/fill.js").then(({ fill }) =>
          fill(document.getElementById("step-3"), { answer: "vanished", note: "Kept", wish: "No field for it" }))"""
    )
    assert found == {"answer": ["vanished"], "wish": ["No field for it"]}
