"""What a criterion counts for, as it is told: its share of the weights, that it decides alone, or that it is for information."""

from __future__ import annotations

from fractions import Fraction

from reviewer.domain.committee import Committee, Criterion
from reviewer.domain.rating import counting
from reviewer.domain.said import Said, Share, say


def weight_of(committee: Committee, criterion: Criterion) -> Share | Said:
    """Return the share of the weights; words where there is none, or where the overall rating is the score itself."""
    weights = counting(committee)
    if criterion.id not in weights:
        return say("for information")
    if committee.ranking.overall:
        return say("decides alone")
    return Share(weights[criterion.id] / sum(weights.values(), Fraction(0)))


def score_name(committee: Committee) -> Said:
    """Return what the score is called beside the criteria: an overall rating is no mean of them."""
    return say("Score") if committee.ranking.overall else say("Weighted mean")


def score_words(committee: Committee) -> Said:
    """Return how an application's score comes about."""
    overall = committee.criterion(committee.ranking.overall)
    if overall is not None:
        return say(
            "An application's score is the mean of the overall rating that the members give it, “{name}”. It is given, and not computed "
            "from the other criteria, which stand beside it.",
            name=overall.name,
        )
    return say("An application's score is the mean of the members' ratings of each criterion, weighted by the criteria's weights.")
