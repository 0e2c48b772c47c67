"""What there is to say of a claim: what explains it, whether its figures fit each other, and which investment they imply."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from reviewer.domain.application import Application
from reviewer.domain.economics.appraisal import Appraisal, Source
from reviewer.domain.economics.claims import Explanation, divisors_of_claim, implied_investment
from reviewer.domain.economics.departures import Departure
from reviewer.domain.economics.rounding import ratio_fits, rounds_to
from reviewer.domain.economics.words import DIVISORS, explained, implied_words
from reviewer.domain.method import Method
from reviewer.domain.said import Said, say

_INVESTMENT: Final = frozenset({Departure.DIVISOR_INVESTMENT, Departure.DIVISOR_DISCOUNTED})


def claim_told(application: Application, stated: Appraisal, explanation: Explanation, method: Method) -> tuple[Said, ...]:
    """Return what there is to say; `stated` and `explanation` are by the committee's own method, whatever anybody assumes."""
    kinds = divisors_of_claim(application, stated)
    told = list(_ways(stated, explanation, method))
    if not _INVESTMENT & set(kinds):
        told += [say("The stated figures fit each other if {conditions}.", conditions=DIVISORS[kind]) for kind in kinds[:1]]
    implied = None if kinds else implied_investment(stated.claimed)
    return (*told, *(() if implied is None else (implied_words(implied),)))


def _ways(stated: Appraisal, explanation: Explanation, method: Method) -> tuple[Said, ...]:
    """Return what would give the claim; what is the computed value in fewer digits is neither unexplained nor a matter of another rate."""
    if explanation.trials or not _rounded(stated):
        return explained(explanation, method.first_year)
    claimed, ratio = stated.claimed.npv_per_invested_krone, stated.npv_per_invested_krone
    if claimed is None or ratio is None or ratio_fits(ratio, claimed):
        return ()
    return explained(replace(explanation, rates=()), method.first_year)


def _rounded(stated: Appraisal) -> bool:
    claimed, npv = stated.claimed.npv, stated.npv
    return stated.source is Source.RECOMPUTED and claimed is not None and npv is not None and rounds_to(npv, claimed)
