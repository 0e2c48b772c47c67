"""What an application gets, or asks for while nothing is settled, and how many take it into use as the council sees it."""

from __future__ import annotations

from fractions import Fraction

from reviewer.domain.case import Dossier
from reviewer.domain.economics.council import council_view
from reviewer.domain.economics.lines import final_take_up
from reviewer.domain.method import Method


def grant_of(dossier: Dossier) -> int | None:
    """Return what the council grants, in kroner; until it has settled anything, what is applied for; None where neither is known."""
    recommendation = dossier.recommendation
    return recommendation.granted if recommendation.outcome else dossier.application.amount_applied


def take_up_of(dossier: Dossier, method: Method) -> Fraction:
    """Return which part of the stated take-up comes true: all of it, unless the council assumes otherwise."""
    view = council_view(method, dossier.assumed)
    return Fraction(1) if view is None else final_take_up(dossier.application, view.assumptions)
