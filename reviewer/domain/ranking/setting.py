"""All that an order and its line are worked out from, so that they can be worked out again in another way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from reviewer.domain.committee import Fund, Ranking
from reviewer.domain.funding import Ceiling, Means
from reviewer.domain.ranking.candidate import Candidate
from reviewer.domain.ranking.places import PLAIN, Circumstances
from reviewer.domain.slotted import dataclass

Given = Mapping[str, Mapping[str, Mapping[str, int]]]
"""Scores by application, seat and criterion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What the line is drawn by: the fund's rules, the budget in kroner, what each can get at most, what sources and years can pay.

    Who has declined can get nothing known.
    """

    rules: Fund
    budget: int
    asked: Mapping[str, int | None]
    limits: tuple[Ceiling, ...] = ()

    @property
    def means(self) -> Means:
        """The rules and the money, without what each can get."""
        return Means(rules=self.rules, budget=self.budget, limits=self.limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The committee's ranking, the candidates with the scores they were given, the counting criteria's weights, and the money.

    `thresholds` are the least means of criteria that have one.
    """

    ranking: Ranking
    candidates: tuple[Candidate, ...]
    given: Given
    weights: Mapping[str, Fraction]
    money: Money
    circumstances: Circumstances = field(default=PLAIN)
    thresholds: Mapping[str, Fraction] = field(default_factory=dict)
