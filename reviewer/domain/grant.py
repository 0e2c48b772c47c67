"""What an application gets, or asks for while nothing is settled, and how many adopt it as the council sees it."""

from __future__ import annotations

from reviewer.domain.case import Dossier
from reviewer.domain.economics.council import council_view
from reviewer.domain.economics.repayment import Use, assumed_use
from reviewer.domain.method import Method


def grant_of(dossier: Dossier) -> int | None:
    """Return what the council grants, in kroner; until it has settled anything, what is applied for; None where neither is known."""
    recommendation = dossier.recommendation
    return recommendation.granted if recommendation.outcome else dossier.application.amount_applied


def use_of(dossier: Dossier, method: Method, years: int) -> Use:
    """Return the use over so many years: as it is stated, unless the council assumes otherwise."""
    view = council_view(method, dossier.assumed)
    return Use(years) if view is None else assumed_use(dossier.application, view.assumptions, years)
