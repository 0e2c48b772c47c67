"""Every method side by side: whose place, and above all whose money, depends on which one is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import prod

from reviewer.domain.committee import RankMethod
from reviewer.domain.funding import fund_within
from reviewer.domain.ranking.kemeny import TooLargeError, consensus
from reviewer.domain.ranking.places import Place, grouped, rank
from reviewer.domain.ranking.profile import profile
from reviewer.domain.ranking.setting import Setting
from reviewer.domain.said import Said, say_number
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Places and recipients under each method; `refused` says why a method gives no order.

    `always` get money under all methods that give anybody any, `depends` under some of them only. `optimal` is how many orders are
    equally close to the members' own by Kemeny's method, None where that is not proved.
    """

    places: Mapping[RankMethod, Mapping[str, Place]]
    funded: Mapping[RankMethod, frozenset[str]]
    refused: Mapping[RankMethod, Said]
    always: frozenset[str]
    depends: frozenset[str]
    optimal: int | None = None


def compare(setting: Setting, methods: Sequence[RankMethod] = tuple(RankMethod)) -> Comparison:
    """Return the methods side by side, with the committee's own tie keys and without the council's moves."""
    plain, money = replace(setting.circumstances, moves=()), setting.money
    places: dict[RankMethod, tuple[Place, ...]] = {}
    refused: dict[RankMethod, Said] = {}
    for method in methods:
        try:
            places[method] = rank(replace(setting.ranking, method=method), setting.candidates, plain)
        except TooLargeError as error:
            refused[method] = error.said
    funded = {method: fund_within(money.means, found, money.asked).recipients for method, found in places.items()}
    telling = [recipients for recipients in funded.values() if recipients]
    always = frozenset.intersection(*telling) if telling else frozenset()
    return Comparison(
        places={method: {place.id: place for place in found} for method, found in places.items()},
        funded=funded,
        refused=refused,
        always=always,
        depends=frozenset().union(*telling) - always,
        optimal=optimal_orders(setting) if RankMethod.KEMENY in places else None,
    )


def optimal_orders(setting: Setting) -> int | None:
    """Return how many orders are equally close to the members' own by Kemeny's method, or None where that cannot be proved.

    None too where no member has an order.
    """
    given = [profile(inside) for _, inside in grouped(setting.ranking, setting.candidates)]
    if not any(one.ballots for one in given):
        return None
    try:
        return prod(consensus(one).orders for one in given)
    except TooLargeError:
        return None


def optimal_words(orders: int) -> Said:
    """Return what the number of optimal orders means."""
    return say_number(
        "By Kemeny's method {number} order is closest to the members' own.",
        "By Kemeny's method {number} orders are equally close to the members' own; those that they do not agree about share a place.",
        orders,
    )
