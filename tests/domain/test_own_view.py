"""The council's own assumptions and grades: what they change, who may set them, and what stands when they are taken back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from reviewer.domain.application import Effect, TakeUp, Withheld
from reviewer.domain.assessment import Assessment, assess, effects_sum
from reviewer.domain.blocks import Bullets, Paragraph, Table
from reviewer.domain.case import fold
from reviewer.domain.committee import Basis, NpvAbove, Procedure, Rule, Seat, SeatRole
from reviewer.domain.economics.council import Assumed, OwnGrade, council_view, view_with
from reviewer.domain.events import AssumptionsSet, EffectGraded, Undone
from reviewer.domain.method import Uncertainty
from reviewer.domain.proposal.composing import draft
from reviewer.domain.proposal.worth import worth
from reviewer.domain.publication import published
from reviewer.domain.rights import refusal
from reviewer.language.numbers import NBSP
from reviewer.language.speech import Speech
from tests.domain.economics.cases import FOUR
from tests.domain.small_round import COMMITTEE, IMPRINT, application, events, opening, received
from tests.domain.test_interventions import Act, case_of

PROFITABLE = Rule(id="nnv", name="Lønnsomt", test=NpvAbove(amount=0), basis=Basis(source="Prøven"))
ASK = replace(application("A", "Ask", 1_000_000), reuse=TakeUp(intended=40))
# By hand: 1 000 000 is spent, and 2 080 000 comes a year later: 2 000 000 at 4 %. A fifth of what public budgets gain is added.
STATED = 1_200_000


def begun(*more: Act) -> list[Act]:
    return [*opening(), *received(ASK), *more]


def assumed(*given: tuple[str, str], reason: str = "Vi tror det.", seat: str = "leder") -> Act:
    return seat, AssumptionsSet(application="A", given=given, reason=reason)


def assessed(*more: Act) -> Assessment:
    case = case_of(begun(*more))
    return assess(case.with_committee(replace(case.committee, rules=(PROFITABLE,))))


def text(said) -> str:
    return Speech("nb").text(said).replace(NBSP, " ")


def test_what_the_council_assumes_decides_the_figure_and_the_applicants_stands_beside_it() -> None:
    one = assessed(assumed(("rate", "30 %"))).judged["A"]
    assert one.appraisal.npv == 720_000  # (1 600 000 - 1 000 000) x 1,2
    assert one.appraisal.as_stated is not None
    assert one.appraisal.as_stated.npv == STATED
    assert one.council is not None
    assert one.candidate.npv_per_krone == Fraction(72, 100)


def test_a_requirement_says_that_it_rests_on_the_councils_assumption() -> None:
    one = assessed(assumed(("benefits", "50 %"))).judged["A"]
    (verdict,) = one.verdicts.items
    assert one.verdicts.eligible is False
    assert text(verdict.reason) == (
        "Netto nåverdi er 0 kr. Det er etter rådets egne forutsetninger; slik søkeren oppgir det, er tallet 1 200 000 kr. "
        "Kravet er over 0 kr."
    )


def test_without_an_assumption_nothing_is_said_of_any() -> None:
    one = assessed().judged["A"]
    assert (one.council, one.appraisal.as_stated, one.appraisal.npv) == (None, None, STATED)
    assert "forutsetninger" not in text(one.verdicts.items[0].reason)


def test_each_thing_has_one_value_and_the_newest_holds() -> None:
    case = case_of(begun(assumed(("rate", "0.03"), ("period", "5"), reason="a"), assumed(("rate", "0.05"), reason="b", seat="sekretariat")))
    assert case.dossiers["A"].assumed == {
        "period": Assumed(value="5", reason="a", seat="leder"),
        "rate": Assumed(value="0.05", reason="b", seat="sekretariat"),
    }
    assert case.conflicts == ()


def test_a_number_of_municipalities_takes_the_place_of_a_share() -> None:
    case = case_of(begun(assumed(("takeup", "0.5")), assumed(("municipalities", "30"))))
    assert case.dossiers["A"].assumed.keys() == {"municipalities"}


def test_an_empty_value_lets_what_is_stated_hold_again() -> None:
    one = assess(case_of(begun(assumed(("rate", "0.3")), assumed(("rate", ""))))).judged["A"]
    assert (one.dossier.assumed, one.appraisal.npv) == ({}, STATED)


def test_undoing_brings_back_what_stood_before() -> None:
    acts = events(begun(assumed(("rate", "0.3"))))
    undone = events([*begun(assumed(("rate", "0.3"))), ("leder", Undone(events=(acts[-1].id,), application="A"))])
    assert assess(fold(undone)).judged["A"].appraisal.npv == STATED


def test_two_that_set_the_same_at_once_are_a_conflict() -> None:
    case = fold(events(begun(assumed(("rate", "0.03")), assumed(("rate", "0.05"), seat="sekretariat"))))
    assert [conflict.register for conflict in case.conflicts] == [("assumption", "A", "rate")]


def test_a_value_that_cannot_be_read_stops_nobody() -> None:
    assert (
        council_view(FOUR, {"rate": Assumed(value="mye", reason="r", seat="x"), "ukjent": Assumed(value="1", reason="r", seat="x")}) is None
    )


def test_a_what_if_stands_on_top_of_what_the_council_assumes() -> None:
    standing = {"rate": Assumed(value="0.05", reason="r", seat="x"), "takeup": Assumed(value="0.5", reason="r", seat="x")}
    view = view_with(FOUR, standing, [("municipalities", "12")])
    assert view.given == (("rate", "0.05"), ("municipalities", "12"))
    assert view_with(FOUR, standing, [("rate", "")]).method == FOUR


@pytest.mark.parametrize(
    ("given", "reason", "refused"),
    [
        ((("rate", "3 %"),), " ", "Skriv begrunnelsen. Den lagres og kommer med i dokumentene."),
        ((("rente", "3 %"),), "r", "rente"),
        ((("rente", ""),), "r", "rente"),
        ((("rate", "mye"),), "r", "mye er ikke et tall."),
        ((), "r", "Skriv hva rådet forutsetter."),
    ],
)
def test_what_cannot_be_read_or_has_no_reason_is_refused(given: tuple[tuple[str, str], ...], reason: str, refused: str) -> None:
    said = refusal(COMMITTEE, COMMITTEE.seats[0], AssumptionsSet(application="A", given=given, reason=reason))
    assert said is not None
    assert refused in text(said)


def test_only_seats_that_may_waive_set_what_the_council_assumes() -> None:
    committee = replace(COMMITTEE, procedure=Procedure(basis=Basis(source="p"), may_waive=(SeatRole.SECRETARIAT,)))
    bodies = (
        AssumptionsSet(application="A", given=(("rate", "0.03"),), reason="r"),
        EffectGraded(application="A", effect="Trygghet", grade="++", reason="r"),
    )
    for role in SeatRole:
        for body in bodies:
            assert (refusal(committee, Seat(id="s", name="S", role=role), body) is None) == (role is SeatRole.SECRETARIAT)


@pytest.mark.parametrize(("grade", "allowed"), [("----", True), ("0", True), ("++++", True), ("", True), ("+++++", False), ("bra", False)])
def test_a_grade_is_one_of_nine_steps(grade: str, allowed: bool) -> None:  # noqa: FBT001
    body = EffectGraded(application="A", effect="Trygghet", grade=grade, reason="r")
    assert (refusal(COMMITTEE, COMMITTEE.seats[0], body) is None) == allowed


def test_the_councils_grade_counts_in_place_of_the_applicants() -> None:
    ask = replace(ASK, effects=(Effect(name="Trygghet", grade="++++"), Effect(name="Tid", grade="+")))
    graded = ("leder", EffectGraded(application="A", effect="Trygghet", grade="-", reason="Motsatt."))
    dossier = case_of([*opening(), *received(ask), graded]).dossiers["A"]
    assert dossier.grades == {"Trygghet": OwnGrade(grade="-", reason="Motsatt.", seat="leder")}
    assert effects_sum(dossier) == 0  # -1 + 1
    back = ("leder", EffectGraded(application="A", effect="Trygghet", grade="", reason="Feil."))
    assert effects_sum(case_of([*opening(), *received(ask), graded, back]).dossiers["A"]) == 5


@pytest.mark.parametrize(("field", "kept"), [("flows", set()), ("claimed", set()), ("reuse", {"rate"}), ("contact", {"rate", "takeup"})])
def test_a_public_version_tells_no_assumption_about_what_is_withheld(field: str, kept: set[str]) -> None:
    ask = replace(ASK, withheld=(Withheld(field=field, ground="offl. § 13"),))
    found = assess(case_of([*opening(), *received(ask), assumed(("rate", "0.05"), ("takeup", "0.5"))]))
    one = published(found, text).assessment.judged["A"]
    assert one.dossier.assumed.keys() == kept
    if not kept:
        assert (one.council, one.appraisal.as_stated, one.appraisal.npv) == (None, None, None)


def test_the_reason_is_withheld_as_a_rulings_is() -> None:
    ask = replace(ASK, withheld=(Withheld(field="rulings", ground="offl. § 14"),))
    found = assess(case_of([*opening(), *received(ask), assumed(("rate", "0.05"), reason="HEMMELIG")]))
    one = published(found, text).assessment.judged["A"]
    assert one.dossier.assumed["rate"].value == "0.05"
    assert "HEMMELIG" not in one.dossier.assumed["rate"].reason


def test_the_proposal_has_the_councils_figures_beside_the_others_and_says_why() -> None:
    uncertain = replace(COMMITTEE.method, uncertainty=Uncertainty(basis=COMMITTEE.method.basis, low=Decimal("0.5"), draws=500, seed=3))
    case = case_of(begun(assumed(("rate", "30 %"))))
    one = assess(case.with_committee(replace(COMMITTEE, method=uncertain))).judged["A"]
    blocks = list(worth(one, replace(COMMITTEE, method=uncertain)))
    table = next(block for block in blocks if isinstance(block, Table))
    assert [text(column.heading) for column in table.columns] == ["Størrelse", "Søkeren oppgir", "Beregnet på nytt", "Rådet forutsetter"]
    assert table.rows[0].cells[1:] == (2_400_000, STATED, 720_000)
    told = [text(block.text) for block in blocks if isinstance(block, Paragraph)]
    assert any("Rådets egne forutsetninger gjelder" in one for one in told)
    assert any("500 trekninger (frø 3)" in one for one in told)
    bullets = [text(item) for block in blocks if isinstance(block, Bullets) for item in block.items]
    assert "kalkulasjonsrente 30 %. Vi tror det. (Oslo kommune (leder))" in bullets


def test_without_uncertainty_in_the_method_nothing_is_drawn() -> None:
    told = [text(block.text) for block in worth(assessed().judged["A"], COMMITTEE) if isinstance(block, Paragraph)]
    assert not any("trekninger" in one for one in told)


def test_the_papers_method_names_the_applications_with_own_assumptions() -> None:
    case = case_of(begun(assumed(("rate", "30 %"))))
    told = [text(block.text) for block in draft(assess(case), IMPRINT).blocks if isinstance(block, Paragraph)]
    assert any("I 1 søknad forutsetter rådet noe annet enn søkeren, og begrunner det: Ask (A)." in one for one in told)
