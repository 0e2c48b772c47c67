"""Eligibility: when a rule applies, what a ruling does, and what makes an application eligible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from reviewer.domain import committee as c
from reviewer.domain.eligibility import Given, VerdictKind, judge
from reviewer.domain.events import Ruling
from reviewer.language.speech import Speech
from tests.domain.judging import (
    LOGIC_CASE,
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    NOTHING,
    PARTS,
    UNKNOWN,
    WAIVED,
    a_committee,
    a_rule,
)

# When a rule applies


@pytest.mark.parametrize(
    ("received", "verdict"),
    [
        (date(2019, 12, 31), NOT_APPLICABLE),
        (date(2020, 1, 1), MET),
        (date(2022, 12, 31), MET),
        (date(2023, 1, 1), NOT_APPLICABLE),
        (None, UNKNOWN),
    ],
)
def test_a_rule_holds_on_its_first_and_last_day(received, verdict) -> None:
    rule = a_rule(PARTS[MET], valid_from=date(2020, 1, 1), valid_to=date(2022, 12, 31))
    found = judge(a_committee(rule), replace(LOGIC_CASE, received=received), NOTHING, None, {})
    assert found.items[0].verdict is verdict
    assert found.eligible is (None if verdict is UNKNOWN else True)


def test_why_a_rule_does_not_apply_is_said() -> None:
    rule = a_rule(PARTS[MET], valid_from=date(2020, 1, 1))
    (verdict,) = judge(a_committee(rule), replace(LOGIC_CASE, received=date(2018, 1, 15)), NOTHING, None, {}).items
    assert Speech("nb").text(verdict.reason) == "Kravet gjelder søknader mottatt fra og med 01.01.2020. Denne ble mottatt 15.01.2018."


@pytest.mark.parametrize(("category", "verdict"), [("1", NOT_MET), ("2", NOT_APPLICABLE), (None, UNKNOWN)])
def test_a_condition_decides_whether_a_rule_applies(category, verdict) -> None:
    rule = a_rule(PARTS[NOT_MET], when=c.FieldIs(field="kategori", one_of=("1",)))
    application = replace(LOGIC_CASE, extra={"kategori": category})
    assert judge(a_committee(rule), application, NOTHING, None, {}).items[0].verdict is verdict


# The whole


def all_rules(*kinds: VerdictKind, step: str = "") -> list[c.Rule]:
    return [a_rule(PARTS[k], id=f"r{number}", step=step) for number, k in zip(count(), kinds, strict=False)]


@pytest.mark.parametrize(
    ("kinds", "eligible"), [((MET, MET), True), ((MET, UNKNOWN), None), ((NOT_MET, UNKNOWN), False), ((), True), ((MET, NOT_MET), False)]
)
def test_eligible_is_false_before_it_is_unknown(kinds, eligible) -> None:
    assert judge(a_committee(*all_rules(*kinds)), LOGIC_CASE, NOTHING, None, {}).eligible is eligible


def test_only_the_first_steps_rules_decide_eligibility() -> None:
    steps = (c.RoundStep(id="tilsagn", name="Foreløpig tilsagn"), c.RoundStep(id="endelig", name="Endelig tilsagn"))
    later = a_committee(*all_rules(NOT_MET, step="endelig"), steps=steps)
    first = a_committee(*all_rules(NOT_MET, step="tilsagn"), steps=steps)
    assert judge(later, LOGIC_CASE, NOTHING, None, {}).eligible is True
    assert judge(first, LOGIC_CASE, NOTHING, None, {}).eligible is False


@pytest.mark.parametrize(
    ("ruling", "verdict", "eligible"),
    [(Ruling.WAIVED, WAIVED, True), (Ruling.MET, MET, True), (Ruling.NOT_MET, NOT_MET, False), (Ruling.COMPUTED, UNKNOWN, None)],
)
def test_a_ruling_comes_before_what_is_computed_and_both_are_kept(ruling, verdict, eligible) -> None:
    found = judge(
        a_committee(a_rule(PARTS[UNKNOWN])), LOGIC_CASE, NOTHING, None, {"r": Given(ruling=ruling, reason="Avklart.", seat="oslo")}
    )
    assert (found.items[0].verdict, found.items[0].computed, found.eligible) == (verdict, UNKNOWN, eligible)


def test_a_waiver_says_who_and_why() -> None:
    given_ = Given(ruling=Ruling.WAIVED, reason="Avklart i møte {0}.", seat="oslo")
    (verdict,) = judge(a_committee(a_rule(PARTS[NOT_MET])), LOGIC_CASE, NOTHING, None, {"r": given_}).items
    assert Speech("nb").text(verdict.reason) == "Oslo kommune har fraveket kravet: Avklart i møte {0}."
    assert Speech("nb").text(verdict.computed_reason).startswith("Prosjektkostnaden er 10")


def test_verdicts_are_counted_by_kind() -> None:
    counts = judge(a_committee(*all_rules(MET, MET, UNKNOWN)), LOGIC_CASE, NOTHING, None, {}).counts()
    assert counts == {MET: 2, NOT_MET: 0, UNKNOWN: 1, NOT_APPLICABLE: 0, WAIVED: 0}
