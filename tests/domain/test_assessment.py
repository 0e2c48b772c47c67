"""Each answer once: the whole case judged, scored, ranked and funded."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from reviewer.domain.application import Effect
from reviewer.domain.assessment import assess, effects_sum
from reviewer.language.numbers import NBSP
from reviewer.language.speech import Speech
from tests.domain.small_round import application, assessed, case_of, opening, received, scores, settled, waived


def test_judged_scored_ranked_and_funded_in_one() -> None:
    """A: (3 · 9/2 + 4) / 4 = 35/8. B and C share place 2 with 3. D does not meet the requirement. 6 + 3 are given, the tie ends it."""
    assessment = assessed(settled())
    assert assessment.judged["A"].score.value == Fraction(35, 8)
    assert [(place.id, place.rank) for place in assessment.places] == [("A", 1), ("B", 2), ("C", 2), ("D", 4)]
    assert {award.id: award.amount for award in assessment.allocation.awards} == {"A": 6_000_000}
    assert assessment.allocation.left == 4_000_000


def test_another_budget_stands_in_for_the_cases_own() -> None:
    allocation = assess(case_of(settled()), budget=11_000_000).allocation
    assert {award.id: award.amount for award in allocation.awards} == {"A": 6_000_000, "B": 3_000_000, "C": 2_000_000}
    assert assess(case_of(settled()), budget=0).allocation.awards == ()


def test_a_case_without_a_frame_gives_nothing() -> None:
    bodies = [*opening(None), *received(application("A", "Ask", 1)), *scores("A", ("leder", 5, 5))]
    assert assessed(bodies).allocation.budget == 0


def test_the_departure_is_found_against_the_computed_amount() -> None:
    assessment = assessed(settled())
    said = {key: assessment.departure(key) for key in assessment.judged}
    texts = {key: Speech("nb").text(one).replace(NBSP, " ") for key, one in said.items() if one}
    assert texts == {
        "A": "Rådet innstiller på 5 500 000 kr. Den beregnede rekkefølgen gir 6 000 000 kr.",
        "B": "Rådet innstiller på 3 000 000 kr. Den beregnede rekkefølgen gir ingenting.",
    }


def test_a_waived_requirement_lets_it_in() -> None:
    assessment = assessed([*settled(), waived("D")])
    assert assessment.judged["D"].verdicts.eligible is True


def test_an_application_that_is_not_there_has_no_place() -> None:
    assert assessed(settled()).place("X") is None
    place = assessed(settled()).place("B")
    assert place is not None
    assert place.tied_with == ("C",)


def test_the_recused_seats_ratings_do_not_count() -> None:
    assert assessed([*settled(), *scores("B", ("lom", 1, 1))]).judged["B"].score.value == 3


@pytest.mark.parametrize(
    ("grades", "expected"),
    [((), None), (("0",), 0), ((None,), None), (("+++", "0"), 3), (("++", "---"), -1), (("−−", None), -2), (("----",), -4)],
)
def test_effects_count_plusses_less_minuses_of_either_sign(grades: tuple[str | None, ...], expected: int | None) -> None:
    case = case_of([*opening(), *received(application("A", "Ask", 1))])
    dossier = case.dossiers["A"]
    effects = tuple(Effect(name="e", grade=grade) for grade in grades)
    changed = replace(dossier.revisions[0].body, content=replace(dossier.application, effects=effects))  # type: ignore[type-var]
    assert effects_sum(replace(dossier, revisions=(replace(dossier.revisions[0], body=changed),))) == expected
