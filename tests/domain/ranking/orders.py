"""Members' orders to rank by, and the strategies that make them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hypothesis import strategies as st

from reviewer.domain.committee import Ranking, RankMethod
from reviewer.domain.ranking import Candidate
from tests.domain.small_round import BASIS

IDS = "ABCDEFG"
OF_ORDERS = (RankMethod.BORDA, RankMethod.COPELAND, RankMethod.SCHULZE, RankMethod.KEMENY)
Orders = Sequence[Mapping[str, int]]
"""One mapping a member: points by application; who is not in it is not rated."""


def ranking(method: RankMethod, **changes) -> Ranking:
    return Ranking(basis=BASIS, method=method, **changes)


def candidates(orders: Orders, ids: Sequence[str]) -> list[Candidate]:
    """Return the applications as these members rate them; score and median are those of the members' points."""
    found = []
    for key in ids:
        members = {f"s{at}": Fraction(order[key]) for at, order in enumerate(orders) if key in order}
        values = sorted(members.values())
        mean = sum(values, Fraction(0)) / len(values) if values else None
        middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2 if values else None
        found.append(Candidate(id=key, eligible=True, score=mean, median=middle, members=members, ratings=len(values)))
    return found


def pairs(orders: Orders, ids: Sequence[str]) -> dict[tuple[str, str], int]:
    """Count who holds one above another, the plain way."""
    return {
        (one, other): sum(one in order and other in order and order[one] > order[other] for order in orders)
        for one in ids
        for other in ids
        if one != other
    }


@st.composite
def partial_orders(draw: st.DrawFn, most: int = 6) -> tuple[Orders, str]:
    """Orders with ties and gaps over up to `most` applications."""
    ids = IDS[: draw(st.integers(1, most))]
    one = st.dictionaries(st.sampled_from(ids), st.integers(1, 4))
    return draw(st.lists(one, min_size=1, max_size=5)), ids


@st.composite
def whole_orders(draw: st.DrawFn, most: int = 6) -> tuple[Orders, str]:
    """Orders without ties or gaps."""
    ids = IDS[: draw(st.integers(2, most))]
    orders = draw(st.lists(st.permutations(range(len(ids))), min_size=1, max_size=6))
    return [dict(zip(ids, order, strict=True)) for order in orders], ids
