"""Whether the body can decide in a case: who is entitled, who is in the room, who is recused, and how many there must be."""

from __future__ import annotations

from reviewer.domain.case import Case
from reviewer.domain.committee import Committee
from reviewer.domain.meeting.acts import AttendanceNoted, Presence
from reviewer.domain.meeting.rulebook import voting_rules
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """The seats of a body in one case; `needed` of those `entitled` must take part. `why` says it, with what is missing."""

    entitled: tuple[str, ...]
    taking_part: tuple[str, ...]
    recused: tuple[str, ...]
    absent: tuple[str, ...]
    needed: int
    quorate: bool
    why: Said


def attendance(case: Case, meeting_id: str) -> dict[str, AttendanceNoted]:
    """Return what was last noted of each seat in the meeting."""
    bodies = (event.body for event in case.meeting_acts)
    return {body.attendee: body for body in bodies if isinstance(body, AttendanceNoted) and body.meeting == meeting_id}


def present_seats(case: Case, meeting_id: str) -> tuple[str, ...]:
    """Return the seats that decide and are in the room; all that decide where no meeting is named."""
    entitled = tuple(seat.id for seat in case.committee.rating_seats())
    if not meeting_id:
        return entitled
    noted = attendance(case, meeting_id)
    return tuple(seat for seat in entitled if seat in noted and noted[seat].presence is Presence.PRESENT)


def quorum(case: Case, meeting_id: str, application: str = "") -> Quorum:
    """Return whether the body has a quorum as the meeting stands: in an application, or where there is none in other matters."""
    entitled = tuple(seat.id for seat in case.committee.rating_seats())
    dossier = case.dossiers.get(application)
    out = dossier.recused() if dossier else frozenset()
    present = present_seats(case, meeting_id)
    taking_part = tuple(seat for seat in present if seat not in out)
    rules = voting_rules(case.committee)
    needed = rules.needed(len(entitled))
    return Quorum(
        entitled=entitled,
        taking_part=taking_part,
        recused=tuple(seat for seat in entitled if seat in out),
        absent=tuple(seat for seat in entitled if seat not in present and seat not in out),
        needed=needed,
        quorate=len(taking_part) >= needed,
        why=_why(len(taking_part), len(entitled), needed, rules.paragraph),
    )


def _why(count: int, entitled: int, needed: int, paragraph: Said) -> Said:
    if count >= needed:
        return say(
            "{count} of {all} take part, and {needed} are enough ({paragraph}).",
            count=count,
            all=entitled,
            needed=needed,
            paragraph=paragraph,
        )
    return say(
        "No quorum: {count} of {all} take part, and {needed} are needed ({paragraph}).",
        count=count,
        all=entitled,
        needed=needed,
        paragraph=paragraph,
    )


def counted_quorum(committee: Committee, count: int) -> Quorum:
    """Return whether so many who took part were enough; which seats they are is not told."""
    entitled = tuple(seat.id for seat in committee.rating_seats())
    rules = voting_rules(committee)
    needed = rules.needed(len(entitled))
    return Quorum(
        entitled=entitled,
        taking_part=(),
        recused=(),
        absent=(),
        needed=needed,
        quorate=count >= needed,
        why=_then(count, len(entitled), needed, rules.paragraph),
    )


def _then(count: int, entitled: int, needed: int, paragraph: Said) -> Said:
    """Return the same of a case that is over, as minutes tell it."""
    if count >= needed:
        return say(
            "{count} of {all} took part, and {needed} were enough ({paragraph}).",
            count=count,
            all=entitled,
            needed=needed,
            paragraph=paragraph,
        )
    return say(
        "There was no quorum: {count} of {all} took part, and {needed} were needed ({paragraph}).",
        count=count,
        all=entitled,
        needed=needed,
        paragraph=paragraph,
    )
