"""Every method side by side: whose place, and above all whose money, depends on which one is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reviewer.domain.committee import RankMethod
from reviewer.domain.funding import fund_within
from reviewer.domain.ranking.kemeny import TooLargeError
from reviewer.domain.ranking.places import Place, rank
from reviewer.domain.ranking.setting import Setting
from reviewer.domain.said import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Places and recipients under each method; `refused` says why a method gives no order.

    `always` get money under all methods that give anybody any, `depends` under some of them only.
    """

    places: Mapping[RankMethod, Mapping[str, Place]]
    funded: Mapping[RankMethod, frozenset[str]]
    refused: Mapping[RankMethod, Said]
    always: frozenset[str]
    depends: frozenset[str]


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
    funded = {
        method: frozenset(award.id for award in fund_within(money.means, found, money.asked).awards) for method, found in places.items()
    }
    telling = [recipients for recipients in funded.values() if recipients]
    always = frozenset.intersection(*telling) if telling else frozenset()
    return Comparison(
        places={method: {place.id: place for place in found} for method, found in places.items()},
        funded=funded,
        refused=refused,
        always=always,
        depends=frozenset().union(*telling) - always,
    )
