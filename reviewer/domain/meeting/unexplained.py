"""Decisions that depart from the computed order without a word on why: the proposal asks for it, and after the lock it is too late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviewer.domain.assessment import Assessment
from reviewer.domain.meeting.minutes import Minutes, Treated
from reviewer.domain.said import Said, say


def unexplained(assessment: Assessment, kept: Minutes) -> Mapping[str, Said]:
    """Return what is to be written, by application; the assessment is of the same view of the case as the minutes."""
    return dict(_found(assessment, kept)) if kept.meeting.locked is None else {}


def left_unexplained(assessment: Assessment, kept: Minutes) -> Mapping[str, Said]:
    """Return what was not written before the minutes were locked, by application: of the decisions that no later meeting has made anew."""
    cases = [one for one in kept.cases if one.item.application in assessment.judged]
    own = {one.item.application for one in cases if assessment.judged[one.item.application].dossier.decision == one.item.decided}
    return {key: said for key, said in _found(assessment, kept) if key in own}


def _found(assessment: Assessment, kept: Minutes) -> Iterator[tuple[str, Said]]:
    for one in kept.cases:
        key = one.item.application
        departs = assessment.departure(key) if key in assessment.judged else None
        if departs is not None and not _explained(assessment, one):
            yield key, say("Case {number}: {departure} Write why it departs.", number=one.item.number, departure=departs)


def _explained(assessment: Assessment, one: Treated) -> bool:
    """Whether the decision says why, or what was recommended before it did; its plain reasons are no such word."""
    decided = one.item.decided
    if decided is None or decided.departure.strip():
        return True
    told = assessment.judged[one.item.application].dossier.recommendation.departure.strip()
    return told not in {"", decided.reasons.strip()}
