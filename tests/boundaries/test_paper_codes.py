"""Codes as people type them from paper, and for whom somebody may write."""

import pytest

from accounts.roles import Role
from boundaries.paper import filing
from tests import papers
from tests.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(sam):
    return papers.sheet(sam)


@pytest.mark.parametrize("write", [
    str, str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", ""), lambda code: code[2:],
    lambda code: f"  {code.lower().replace('-', ' - ')} .", lambda code: code.replace("-", "–"),
])  # fmt: skip
def test_a_code_is_found_however_it_is_written(sam, sheet, write):
    assert filing.find_sheet(sam, write(sheet.code)).sheet == sheet


@pytest.mark.parametrize(("read", "meant"), [("P-0BCD-2345", "P-DBCD-2345"), ("p obcd 2345", "P-QBCD-2345"),
                                             ("PSBCD2345", "P-5BCD-2345"), ("P-UBCD-1345", "P-VBCD-7345")])  # fmt: skip
def test_symbols_that_no_code_has_are_read_as_what_they_look_like(read, meant):
    assert meant in filing.codes_in(read)
    assert len(filing.codes_in(read)) <= filing.MOST_READINGS


@pytest.mark.parametrize("text", ["", "P-", "DS-7K2M-9QXT", "7K2M-9QX", "P-7K2M-9QXTT", "'; DROP", "\x00" * 9, "Ő" * 8, "0" * 40])
def test_what_is_no_code_is_none(sam, text):
    assert filing.codes_in(text) == []
    assert filing.find_sheet(sam, text) is None


def test_a_code_of_another_organisation_is_as_unknown_as_any(sheet, olly):
    assert filing.find_sheet(olly, sheet.code) is None


def test_a_supervisor_writes_for_her_team_and_who_reads_the_service_for_everybody(cast, team, organisation):
    cara, sam, tom, lena = (cast[name] for name in ("cara", "sam", "tom", "lena"))
    away = make_person(organisation, tom.team, "Dana South", Role.CAREGIVER)
    assert filing.colleagues_for(sam) == [cara]
    assert filing.colleagues_for(tom) == [away]
    assert set(filing.colleagues_for(lena)) == {cara, away, sam, tom, cast["petra"]}
    assert filing.colleagues_for(cast["olly"]) == []


def test_nobody_who_left_and_nobody_who_reports_nothing_is_offered(cast):
    cara = cast["cara"]
    cara.is_active = False
    cara.save()
    offered = filing.colleagues_for(cast["lena"])
    assert cara not in offered
    assert cast["rita"] not in offered
    assert cast["lena"] not in offered
