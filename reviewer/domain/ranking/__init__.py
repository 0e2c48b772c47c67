"""In what order, how certain, and why? One small module a method, exact arithmetic, ties as results."""

from __future__ import annotations

from reviewer.domain.ranking.candidate import FUNDABLE, Candidate, Group, group_of
from reviewer.domain.ranking.moves import Move
from reviewer.domain.ranking.npv_per_krone import RATIO_STEP
from reviewer.domain.ranking.places import Circumstances, OrderKey, Place, order_key, rank, without_order

__all__ = [
    "FUNDABLE",
    "RATIO_STEP",
    "Candidate",
    "Circumstances",
    "Group",
    "Move",
    "OrderKey",
    "Place",
    "group_of",
    "order_key",
    "rank",
    "without_order",
]
