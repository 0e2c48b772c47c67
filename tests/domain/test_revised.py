"""What the council set on an earlier revision: it still counts, and everybody is told that the application is another now."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from reviewer.domain.application import Effect, Flow
from reviewer.domain.assessment import assess
from reviewer.domain.blocks import Bullets, Paragraph
from reviewer.domain.case import Dossier
from reviewer.domain.economics.council import Assumed
from reviewer.domain.events import AssumptionsSet, EffectGraded
from reviewer.domain.proposal.composing import draft
from reviewer.domain.revised import assumption_remark, grade_remark, remarks
from reviewer.language.speech import Speech
from tests.domain.small_round import IMPRINT, application, opening, received
from tests.domain.test_interventions import Act, case_of

FIRST = replace(application("A", "Ask", 1_000_000), effects=(Effect(name="Trygghet", grade="++"), Effect(name="Tid", grade="+")))


def dearer(line: str) -> tuple[Flow, ...]:
    return tuple(
        replace(flow, amounts={year: amount + 1 for year, amount in flow.amounts.items()}) if flow.line == line else flow
        for flow in FIRST.flows
    )


def assumed(name: str, value: str) -> Act:
    return "leder", AssumptionsSet(application="A", given=((name, value),), reason="Usikkert.")


GRADED: Act = ("leder", EffectGraded(application="A", effect="Trygghet", grade="+", reason="Få."))


def dossier(*acts: Act) -> Dossier:
    return case_of([*opening(), *received(FIRST), *acts]).dossiers["A"]


def told(said) -> str:
    return Speech("nb").text(said)


def test_what_is_set_on_the_newest_revision_needs_no_remark() -> None:
    one = dossier(assumed("rate", "0.05"), GRADED)
    assert (one.assumed["rate"].revision, one.grades["Trygghet"].revision, remarks(one)) == (1, 1, ())
    again = dossier(*received(replace(FIRST, flows=dearer("Spart tid"))), assumed("rate", "0.05"))
    assert again.assumed["rate"] == Assumed(value="0.05", reason="Usikkert.", seat="leder", revision=2)
    assert remarks(again) == ()


def test_an_assumption_outlives_a_revision_and_says_which_lines_are_new() -> None:
    one = dossier(assumed("rate", "0.05"), *received(replace(FIRST, flows=dearer("Spart tid"))))
    assert one.assumed["rate"].value == "0.05"
    assert told(assumption_remark(one, "rate")) == "Satt på versjon 1. Søknaden er nå versjon 2. Endret siden: kontantstrømmen (Spart tid)."


def test_a_revision_of_other_things_leaves_the_figures_as_they_were() -> None:
    one = dossier(assumed("rate", "0.05"), *received(replace(FIRST, contact="En annen")))
    assert told(assumption_remark(one, "rate")) == (
        "Satt på versjon 1. Søknaden er nå versjon 2. Kontantstrømmen og utbredelsen er som før."
    )


def test_a_line_that_is_gone_is_told_of_whatever_its_revision() -> None:
    one = dossier(assumed("line:Spart tid", "50%"), *received(replace(FIRST, flows=FIRST.flows[:1])))
    assert told(assumption_remark(one, "line:Spart tid")).startswith("Kontantstrømmen har ikke denne linjen nå")


def test_a_grade_says_whether_the_effect_is_another_now() -> None:
    def after(*effects: Effect) -> str:
        return told(grade_remark(dossier(GRADED, *received(replace(FIRST, effects=effects))), "Trygghet"))

    same, other = FIRST.effects
    assert after(same).endswith("Virkningen er som før.")
    assert after(replace(same, grade="----"), other).endswith("det den sier om virkningen, er endret.")
    assert after(other).endswith("Søknaden har ikke denne virkningen nå.")


def test_the_proposal_tells_of_both() -> None:
    acts = (assumed("rate", "0.05"), GRADED, *received(replace(FIRST, flows=dearer("Utvikling"))))
    blocks = draft(assess(case_of([*opening(), *received(FIRST), *acts])), IMPRINT).blocks
    bullets = [told(item) for block in blocks if isinstance(block, Bullets) for item in block.items]
    assert any("(Oslo kommune (leder)) Satt på versjon 1." in one and "(Utvikling)" in one for one in bullets)
    assert any(
        "karakteren +" in told(block.text) and "Satt på versjon 1." in told(block.text) for block in blocks if isinstance(block, Paragraph)
    )


def test_a_line_is_changed_by_its_name() -> None:
    """By hand: a benefit of 2 080 000 a year later at 4 % is 2 000 000; half of it leaves 0, before tax cost or after."""
    one = assess(case_of([*opening(), *received(FIRST), assumed("line:Spart tid", "50 %")])).judged["A"]
    assert one.appraisal.npv == 0
    assert one.council is not None
    assert one.council.assumptions.named == (("Spart tid", Fraction(1, 2)),)
