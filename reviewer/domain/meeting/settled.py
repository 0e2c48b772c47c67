"""What a meeting has settled in one application: who takes no part in it, and what was decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from reviewer.domain.events import Event, Interest, InterestDeclared, Undone
from reviewer.domain.meeting.acts import ActingChairSet, Decided, RecusalDecided, Standing
from reviewer.domain.recommendation import Recommendation
from reviewer.domain.registers import Heads, body_of


def decided_interests(acts: Iterable[Event]) -> Mapping[str, RecusalDecided]:
    """Return the body's decisions that hold, by the seat concerned; a decision that was taken back is none."""
    bodies = (event.body for event in acts)
    return {body.concerned: body for body in bodies if isinstance(body, RecusalDecided) and body.standing is not Standing.OPEN}


def recused(interests: Mapping[str, InterestDeclared], standings: Mapping[str, RecusalDecided]) -> frozenset[str]:
    """Return the seats that take no part: the body's decision goes before the seat's own declaration."""
    declared = frozenset(seat for seat, one in interests.items() if one.interest is Interest.RECUSED)
    if not standings:
        return declared
    out = frozenset(seat for seat, one in standings.items() if one.standing is Standing.RECUSED)
    return (declared | out) - frozenset(seat for seat, one in standings.items() if one.standing is Standing.TAKES_PART)


Stood = InterestDeclared | RecusalDecided
"""How a seat stands to an application: its own word, or the body's decision."""


def recused_by(bodies: Iterable[Stood]) -> frozenset[str]:
    """Return the seats that are recused by these, oldest first."""
    return recused(*_last_of(bodies))


def in_doubt(bodies: Iterable[Stood]) -> frozenset[str]:
    """Return the seats whose possible interest the body has not decided on by these, oldest first."""
    declared, decided = _last_of(bodies)
    return frozenset(seat for seat, one in declared.items() if one.interest is Interest.POSSIBLE and seat not in decided)


def _last_of(bodies: Iterable[Stood]) -> tuple[Mapping[str, InterestDeclared], Mapping[str, RecusalDecided]]:
    known = list(bodies)
    declared = {body.declarer: body for body in known if isinstance(body, InterestDeclared)}
    decided = {body.concerned: body for body in known if isinstance(body, RecusalDecided)}
    return declared, {seat: body for seat, body in decided.items() if body.standing is not Standing.OPEN}


def decision_of(application: str, heads: Heads, out: Collection[str]) -> Decided | None:
    """Return the decision that stands; one that counted a seat which is recused does not stand, whenever that became known."""
    decision = body_of(heads, ("decision", application), Decided)
    return decision if decision and not {*decision.taking_part, decision.chair} & {*out} else None


def as_decided(recommendation: Recommendation, decision: Decided | None) -> Recommendation:
    """Return the recommendation as the meeting decided it; what was recommended before the meeting gives way.

    Why it departs from the computed order is the decision's own to say. Where it does not, what was said of it before stays if the
    decision is what was recommended then; else its reasons tell it.
    """
    if decision is None:
        return recommendation
    same = (decision.outcome, decision.amount) == (recommendation.outcome, recommendation.amount)
    return replace(
        recommendation,
        outcome=decision.outcome,
        amount=decision.amount,
        conditions=decision.conditions,
        reasons=decision.reasons,
        departure=decision.departure or (recommendation.departure if same else decision.reasons),
    )


ChairsUndone = Mapping[str, tuple[tuple[Event, Event], ...]]
"""Acting chairs that were set and undone, each with the event that undid it, by application."""


def chairs_undone(ordered: list[Event], standing: list[Event]) -> ChairsUndone:
    """Return the acting chairs among `ordered` that were undone: who took one away is told as long as the case is."""
    if len(ordered) == len(standing):
        return {}
    kept = {event.id for event in standing}
    backs = {old: event for event in standing if isinstance(event.body, Undone) for old in event.body.events}
    found: dict[str, tuple[tuple[Event, Event], ...]] = {}
    for event in ordered:
        if isinstance(event.body, ActingChairSet) and event.id not in kept and event.id in backs:
            found[event.application] = (*found.get(event.application, ()), (event, backs[event.id]))
    return found
