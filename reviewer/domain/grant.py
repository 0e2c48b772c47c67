"""What an application gets, or asks for while nothing is settled."""

from __future__ import annotations

from reviewer.domain.case import Dossier


def grant_of(dossier: Dossier) -> int | None:
    """Return what the council grants, in kroner; until it has settled anything, what is applied for; None where neither is known."""
    recommendation = dossier.recommendation
    return recommendation.granted if recommendation.outcome else dossier.application.amount_applied
