"""What the council recommends, beside what the computed order gives."""

from __future__ import annotations

import pytest

from reviewer.domain.events import Outcome
from reviewer.domain.funding import Award
from reviewer.domain.recommendation import BeforeMoves, Recommendation, departure
from reviewer.language.numbers import NBSP
from reviewer.language.speech import Speech

GIVES = Award(id="A", rank=1, asked=500, amount=500)


@pytest.mark.parametrize(
    ("outcome", "amount", "award", "expected"),
    [
        (None, None, GIVES, None),
        (Outcome.RECOMMENDED, 500, GIVES, None),
        (Outcome.CONDITIONS, 500, GIVES, None),
        (Outcome.NOT_RECOMMENDED, None, None, None),
        (Outcome.POSTPONED, 500, None, None),
        (Outcome.RECOMMENDED, 400, GIVES, "Rådet innstiller på 400 kr. Den beregnede rekkefølgen gir 500 kr."),
        (Outcome.RECOMMENDED, 400, None, "Rådet innstiller på 400 kr. Den beregnede rekkefølgen gir ingenting."),
        (Outcome.NOT_RECOMMENDED, 500, GIVES, "Den beregnede rekkefølgen gir 500 kr. Rådet innstiller ikke på noe beløp."),
        (Outcome.POSTPONED, None, GIVES, "Den beregnede rekkefølgen gir 500 kr. Rådet innstiller ikke på noe beløp."),
    ],
)
def test_a_departure_is_said_where_there_is_one(
    outcome: Outcome | None, amount: int | None, award: Award | None, expected: str | None
) -> None:
    said = departure(Recommendation(outcome=outcome, amount=amount), award)
    assert (Speech("nb").text(said).replace(NBSP, " ") if said else None) == expected


@pytest.mark.parametrize(
    ("outcome", "amount", "award", "before", "expected"),
    [
        (Outcome.RECOMMENDED, 500, GIVES, None, None),
        (Outcome.RECOMMENDED, 400, GIVES, GIVES, "Rådet innstiller på 400 kr. Rådets egen rekkefølge gir 500 kr."),
        (
            Outcome.RECOMMENDED,
            400,
            GIVES,
            None,
            "Rådet innstiller på 400 kr. Rådets egen rekkefølge gir 500 kr. Den beregnede rekkefølgen gir ingenting.",
        ),
        (
            Outcome.RECOMMENDED,
            500,
            None,
            GIVES,
            "Rådet innstiller på 500 kr. Rådets egen rekkefølge gir ingenting. Den beregnede rekkefølgen gir 500 kr.",
        ),
        (Outcome.NOT_RECOMMENDED, None, GIVES, GIVES, "Rådets egen rekkefølge gir 500 kr. Rådet innstiller ikke på noe beløp."),
        (Outcome.NOT_RECOMMENDED, None, None, GIVES, None),
    ],
)
def test_after_a_move_the_departure_is_from_the_councils_own_order_and_the_computed_is_named_where_it_differs(
    outcome: Outcome, amount: int | None, award: Award | None, before: Award | None, expected: str | None
) -> None:
    said = departure(Recommendation(outcome=outcome, amount=amount), award, BeforeMoves(before))
    assert (Speech("nb").text(said).replace(NBSP, " ") if said else None) == expected


@pytest.mark.parametrize(("outcome", "granted"), [(Outcome.RECOMMENDED, 7), (Outcome.CONDITIONS, 7), (Outcome.POSTPONED, 0), (None, 0)])
def test_an_amount_counts_only_where_the_outcome_gives_money(outcome: Outcome | None, granted: int) -> None:
    assert Recommendation(outcome=outcome, amount=7).granted == granted
