"""How certain the places are, and how far the members agree, as the paper tells it."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.agreement import agreement, meaning
from reviewer.domain.assessment import setting
from reviewer.domain.blocks import Block, Paragraph
from reviewer.domain.committee import RankMethod
from reviewer.domain.proposal.reading import Reading, named
from reviewer.domain.ranking.uncertainty import FEWEST, raters
from reviewer.domain.said import Said, Share, Value, say


def interval_text(reading: Reading, application: str) -> Value:
    """Return `1–3`, `8` where no draw gives another place, or a dash where the order does not rest on ratings."""
    found = reading.certain.intervals.get(application) if reading.certain else None
    if found is None:
        return None
    best, worst = found
    return str(best) if best == worst else f"{best}–{worst}"


def uncertain(reading: Reading) -> Iterator[Block]:
    """Return how the uncertainty was found, who is in the grey zone around the line, and what the agreement is; or why there is none."""
    certain = reading.certain
    if certain is None:
        if any(place.rank is not None for place in reading.assessment.places):
            yield Paragraph(_none(reading))
        return
    found = _found(reading)
    beside = say("{found} The council's own moves are not in it: it is about the computed places.", found=found)
    yield Paragraph(beside if certain.beside else found)
    grey = [reading.assessment.judged[key] for key in certain.grey]
    if grey and reading.assessment.case.budget is not None:
        yield Paragraph(
            say(
                "In the grey zone around the line, where other members might have given a different answer: {names}.",
                names=named(grey),
            )
        )
    yield Paragraph(meaning(agreement([one.score.members for one in reading.assessment.judged.values()])))


def _found(reading: Reading) -> Said:
    certain = reading.certain
    if certain is None or not certain.resamples:
        return say("The uncertainty is the best and the worst place when each member's ratings are left out in turn.")
    return say(
        "The uncertainty is the range of places found in {share} of {number} draws. Each draw picks as many "
        "members as have rated, at random from among them, so that some count more than once. The draws are "
        "the same on every computer.",
        share=Share(certain.certainty),
        number=certain.resamples,
    )


def _none(reading: Reading) -> Said:
    """Return why the places have no uncertainty."""
    if reading.committee.ranking.method is RankMethod.NPV_PER_KRONE:
        return say("No uncertainty is shown: the order does not rest on the members' ratings.")
    if len(raters(setting(reading.assessment))) < FEWEST:
        return say("No uncertainty is shown: it takes ratings from at least two members.")
    return say("No uncertainty is shown: the method cannot settle the order with a member left out.")
