"""Sentences on who takes no part and who leads instead, the same in the minutes and in every paper of the case."""

from __future__ import annotations

from reviewer.domain.meeting.acts import RecusalDecided, Standing
from reviewer.domain.meeting.sitting import Led
from reviewer.domain.proposal.reading import Reading
from reviewer.domain.said import Listed, Said, Value, say


def stands(reading: Reading, seat: str, ground: Value, *, recused: bool) -> Said:
    """Return whether the seat takes part, and the ground that was asked about."""
    name, because = reading.seat_name(seat), ground.rstrip(". ") if isinstance(ground, str) else ground
    if not because:
        return say("{seat} is recused.", seat=name) if recused else say("{seat} takes part.", seat=name)
    if recused:
        return say("{seat} is recused: {ground}.", seat=name, ground=because)
    return say("{seat} takes part. It was asked whether it is recused: {ground}.", seat=name, ground=because)


def body_decided(reading: Reading, decided: RecusalDecided) -> Said:
    """Return who decided whether a seat takes part, what, and why."""
    by = Listed(tuple(map(reading.seat_name, decided.decided_by))) if decided.decided_by else say("the council")
    recused = decided.standing is Standing.RECUSED
    said = say("Decided by {seats}: recused.", seats=by) if recused else say("Decided by {seats}: not recused.", seats=by)
    return say("{said} {reason}", said=said, reason=decided.reason) if decided.reason else said


def sentence(text: str) -> str:
    """Return the words with a full stop, where they end without a mark."""
    bare = text.rstrip()
    return bare if not bare or bare[-1] in ".!?:»”" else f"{bare}."


def has_led(reading: Reading, led: Led) -> Said:
    """Return who was set to lead, or that the chair leads again, why, and who wrote it down."""
    name, reason, by = reading.seat_name(led.chair), sentence(led.reason), reading.seat_name(led.by)
    if led.taken_back:
        return say("That was taken back by {by}.", by=by)
    if led.chair:
        return say("{seat} led the case as acting chair. {reason} Entered by {by}.", seat=name, reason=reason, by=by)
    return say("The acting chair no longer led the case. {reason} Entered by {by}.", reason=reason, by=by)
