"""`reviewer meeting`, in the room: who comes and goes, and each case from its opening to its decision, one step at a time."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from reviewer.cli.answers import Answer, Refusal, Status
from reviewer.cli.commands.meeting import item_of, the_meeting, written
from reviewer.cli.looking import opened, seen
from reviewer.cli.main import now
from reviewer.cli.opened_case import opened_words
from reviewer.domain.case import Case
from reviewer.domain.committee import Committee
from reviewer.domain.events import Dissented, Happening
from reviewer.domain.exclusion import counting_again
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import FloorState, Manner, MotionKind, Presence, Standing
from reviewer.domain.meeting.drafting import drafted, next_motion
from reviewer.domain.meeting.paper.on_paper import leads_overrun
from reviewer.domain.meeting.progress import open_elsewhere
from reviewer.domain.meeting.quorum import quorum
from reviewer.domain.meeting.recusals import grounds, who_decides
from reviewer.domain.meeting.sitting import Item, Meeting
from reviewer.domain.meeting.times import before_its_day, begun_early, begun_late
from reviewer.domain.meeting.voting import tallied_overrun
from reviewer.domain.phrases import PhraseUse, used
from reviewer.domain.said import Said, say
from reviewer.domain.stages import Outcome
from reviewer.language.speech import Speech


def attend(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Note who came or left."""
    return _on_its_day(call, written(call, lambda call, _, met: [_noted(call, met, seat) for seat in call.seats]))


def _on_its_day(call: argparse.Namespace, answer: Answer) -> Answer:
    """Return the answer; where the meeting is called for a later day, it says so."""
    with opened(call) as file:
        early = before_its_day(the_meeting(file.case(only=()), call.meeting), now().astimezone().date())
    return replace(answer, words=(*answer.words, early)) if early else answer


def _noted(call: argparse.Namespace, met: Meeting, seat: str) -> acts.AttendanceNoted:
    presence = Presence(call.presence)
    return acts.AttendanceNoted(meeting=met.id, attendee=seat, presence=presence, at_time=call.at, deputy=call.deputy)


def recusal(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Write down the council's decision on a seat's interest."""

    def step(call: argparse.Namespace, case: Case, met: Meeting) -> Sequence[Happening]:
        in_room = met.id if met.attendance else ""
        decided_by = tuple(call.by) if call.by else who_decides(case, call.id, call.concerned, in_room) if call.id in case.dossiers else ()
        if not call.ground.strip() and call.standing != Standing.OPEN:
            known = ", ".join(ground.id for ground in grounds(case.committee))
            raise Refusal(say("Write the ground with --ground: one of {grounds}, or in words.", grounds=known), Status.MISUSED)
        body = acts.RecusalDecided(
            application=call.id,
            concerned=call.concerned,
            standing=Standing(call.standing),
            ground=call.ground,
            reason=call.reason,
            decided_by=decided_by,
        )
        told.extend(counting_again(case, call.id, call.concerned) if body.standing is Standing.RECUSED else ())
        return [body]

    told: list[Said] = []
    answer = written(call, step)
    return replace(answer, words=(*answer.words, *told))


def chair(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Set an acting chair, or take that away again."""
    return written(call, lambda call, _, __: [acts.ActingChairSet(application=call.id, chair=call.chair, reason=call.reason)])


def open_case(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Take a case up, and say who leaves, whether there is a quorum, who leads and what comes next."""
    answer = _floor(call, FloorState.OPEN)
    with opened(call) as file:
        case = seen(file, call)
    met = the_meeting(case, call.meeting)
    item = met.item(call.id)
    return _on_its_day(call, replace(answer, words=(*answer.words, *opened_words(case, met, item)))) if item else answer


def wait(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Put a case back on the agenda."""
    return _floor(call, FloorState.WAITING)


def close_case(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Be done with a case."""
    return _floor(call, FloorState.CLOSED)


def _floor(call: argparse.Namespace, state: FloorState) -> Answer:
    at = now().astimezone()
    began: list[str] = []

    def step(call: argparse.Namespace, _case: Case, met: Meeting) -> Sequence[Happening]:
        if state is not FloorState.OPEN:
            return [acts.FloorGiven(application=call.id, meeting=met.id, state=state)]
        _one_at_a_time(met, call.id)
        early = begun_early(met, at.date(), f"{at:%H:%M}")
        if early or begun_late(met, at.date(), f"{at:%H:%M}"):
            began.append(early.starts if early else met.called.starts)
        floor = acts.FloorGiven(application=call.id, meeting=met.id, state=state)
        return [early, floor] if early else [floor]

    answer = written(call, step)
    told = (
        say("The minutes say that the meeting began at {time}. If it did not: reviewer meeting CASE call --starts TIME", time=time)
        for time in began
    )
    return replace(answer, words=(*answer.words, *told))


def _one_at_a_time(met: Meeting, application: str) -> None:
    item = met.item(application)
    other = open_elsewhere(met, item) if item else None
    if other is not None:
        said = say(
            "Case {number} is open. Conclude it first: reviewer meeting CASE close {application}, or put it back: wait {application}.",
            number=other.number,
            application=other.application,
        )
        raise Refusal(said)


def move(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Make a motion; without a number it gets the next one. One that is withdrawn stays as it was made."""

    def step(call: argparse.Namespace, _case: Case, met: Meeting) -> Sequence[Happening]:
        item, kind = item_of(met, call.id), MotionKind(call.kind)
        if kind is MotionKind.WITHDRAWN:
            return [replace(_made(item, call.motion), kind=kind)]
        if not (call.outcome or call.text.strip()):
            raise Refusal(say("Write the motion: --outcome OUTCOME or --text TEXT."), Status.MISUSED)
        body = acts.MotionMade(
            application=call.id,
            motion=call.motion or next_motion(item),
            kind=kind,
            proposer=call.by or item.chair,
            outcome=Outcome(call.outcome) if call.outcome else None,
            amount=call.amount,
            conditions=tuple(call.conditions),
            text=call.text,
            amends=call.amends,
        )
        return [body]

    return written(call, step)


def _made(item: Item, number: str) -> acts.MotionMade:
    found = item.motion(number)
    if found is None:
        raise Refusal(say("Case {number}: there is no motion {motion}.", number=item.number, motion=number or "–"))
    return found


def vote(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Write down a vote: those in the room who are not recused have voted."""

    def step(call: argparse.Namespace, case: Case, met: Meeting) -> Sequence[Happening]:
        return [_ballot(call, item_of(met, call.id), met.id, quorum(case, met.id, call.id).taking_part)]

    return _on_its_day(call, written(call, step))


def _ballot(call: argparse.Namespace, item: Item, meeting_id: str, taking_part: tuple[str, ...]) -> acts.VoteTaken:
    sides = [_side(one) for one in (call.ayes, call.noes, call.abstained)]
    named = any(isinstance(one, tuple) and one for one in sides)
    counts = [len(one) if isinstance(one, tuple) else one for one in sides]
    names = [one if isinstance(one, tuple) else () for one in sides]
    if not call.unanimous and not any(counts):
        raise Refusal(say("Write the votes: --for, --against and --abstained, or --unanimous."), Status.MISUSED)
    if named and any(isinstance(one, int) for one in sides):
        raise Refusal(say("Write the votes as numbers or as seats, not both."), Status.MISUSED)
    return acts.VoteTaken(
        application=item.application,
        meeting=meeting_id,
        motion=call.motion,
        manner=Manner.UNANIMOUS if call.unanimous else Manner.NAMES if named else Manner.SHOW,
        voters=taking_part,
        chair=item.chair,
        for_count=len(taking_part) if call.unanimous else counts[0],
        against_count=counts[1],
        abstained_count=counts[2],
        voted_for=names[0],
        voted_against=names[1],
        abstained=names[2],
        chair_voted=_chair_voted(call, item, names),
        against_motion=call.against_motion,
        reason=call.reason,
    )


def _side(written: str) -> tuple[str, ...] | int:
    if written.strip().isdecimal():
        return int(written)
    return tuple(one.strip() for one in written.split(",") if one.strip())


def _chair_voted(call: argparse.Namespace, item: Item, names: Sequence[tuple[str, ...]]) -> str:
    if call.unanimous:
        return "for"
    return "for" if item.chair in names[0] else "against" if item.chair in names[1] else str(call.chair_voted)


def decide_case(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Decide a case as the motion says that was carried, with the amendments that were carried."""

    def step(call: argparse.Namespace, case: Case, met: Meeting) -> Sequence[Happening]:
        body = drafted(case.committee, met.id, item_of(met, call.id), call.motion)
        if isinstance(body, Said):
            raise Refusal(body)
        conditions, reasons = _with_phrases(case.committee, body.conditions, call.reasons, call.phrases)
        given = replace(
            body,
            conditions=conditions,
            reasons=reasons,
            reason_codes=used(case.committee.phrases, conditions, reasons),
            majority=call.majority,
            minority=call.minority,
            postponed_to=call.postponed_to,
            deadline=call.deadline,
            departure=call.departure,
        )
        return [given]

    return written(call, step)


def _with_phrases(committee: Committee, conditions: tuple[str, ...], reasons: str, codes: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Return the conditions and the reasons with the standard sentences of these codes added."""
    known = {one.id: one for one in committee.phrases}
    for code in codes:
        if code not in known:
            raise Refusal(say("The committee has no sentence {code}. It has {codes}.", code=code, codes=", ".join(known) or "–"))
    chosen = [known[code] for code in codes]
    added = tuple(one.text for one in chosen if one.use is PhraseUse.CONDITION and one.text not in conditions)
    told = [reasons, *(one.text for one in chosen if one.use is PhraseUse.REASON)]
    return (*conditions, *added), "\n\n".join(part for part in told if part)


def dissent(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Write down a seat's dissent."""
    return written(call, lambda call, _, __: [Dissented(application=call.id, dissenter=call.speaker, text=call.words)])


def remark(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Write down a remark for the minutes, of a case or of the meeting."""
    return written(
        call, lambda call, _, met: [acts.RemarkEntered(meeting=met.id, remarker=call.speaker, text=call.words, application=call.id)]
    )


def overrun(call: argparse.Namespace, _speech: Speech) -> Answer:
    """Decide that grants may exceed the frame."""

    def step(call: argparse.Namespace, case: Case, met: Meeting) -> Sequence[Happening]:
        there = quorum(case, met.id).taking_part
        if not call.unanimous and not (call.ayes or call.noes):
            raise Refusal(say("Write the votes: --for and --against, or --unanimous."), Status.MISUSED)
        body = acts.OverrunDecided(
            meeting=met.id,
            up_to=call.up_to,
            reason=call.reason,
            taking_part=there,
            chair=call.chair or leads_overrun(case.committee, there),
            for_count=len(there) if call.unanimous else call.ayes,
            against_count=0 if call.unanimous else call.noes,
            chair_voted="for" if call.unanimous else call.chair_voted,
        )
        told.append(tallied_overrun(body, case.committee).said)
        return [body]

    told: list[Said] = []
    answer = written(call, step)
    return replace(answer, words=(*told, *answer.words))
