"""`reviewer minute` and `reviewer minutes`: the minutes of a meeting in from a file, and out again."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from reviewer.cli.answers import Answer, Status, Table, shortened
from reviewer.cli.commands.meeting import the_meeting
from reviewer.cli.looking import acting_seat, opened, seen
from reviewer.cli.main import now
from reviewer.cli.problems import problem_data, problem_lines
from reviewer.cli.words import data_of
from reviewer.documents.minutes_toml import minutes_toml
from reviewer.domain.assessment import assess
from reviewer.domain.case import Case
from reviewer.domain.meeting.attending import attended
from reviewer.domain.meeting.balloting import wrong_in
from reviewer.domain.meeting.minutes import Minutes, Treated, missing
from reviewer.domain.meeting.minutes import minutes as kept_of
from reviewer.domain.meeting.paper.recorded import recorded
from reviewer.domain.meeting.told import OUTCOMES
from reviewer.domain.meeting.unexplained import unexplained
from reviewer.domain.meeting.voting import Result
from reviewer.domain.proposal.minutes import corrected
from reviewer.domain.said import Kroner, Listed, Said, say, say_number
from reviewer.language.speech import Speech
from reviewer.recording import Taken, hear_minutes, write_minutes


def minute(call: argparse.Namespace, speech: Speech) -> Answer:
    """Take minutes kept on paper into the case, as one act or not at all."""
    with opened(call) as file:
        seat = acting_seat(file, call)
        taken = hear_minutes(file, seat, call.minutes, now(), speech)
        if not call.dry_run and not taken.problems:
            taken = write_minutes(file, seat, taken, now())
    if taken.problems:
        data = {"written": 0, "meeting": None, "decisions": [], "missing": [], "problems": problem_data(taken.problems)}
        return Answer(data=data, words=(*problem_lines(taken.problems), say("Nothing was written.")), status=Status.REFUSED)
    return _answer(call, taken, speech)


def _answer(call: argparse.Namespace, taken: Taken, speech: Speech) -> Answer:
    kept, case = taken.kept, taken.case
    if kept is None or case is None:
        return Answer(words=(say("Nothing was written."),))
    lacking = (*wrong_in(case, kept.meeting.id), *missing(kept, case.committee), *unexplained(assess(case), kept).values())
    data = {
        "written": 0 if call.dry_run else len(taken.steps),
        "meeting": kept.meeting.id,
        "decisions": [_decision(one) for one in kept.cases],
        "missing": [speech.text(one) for one in lacking],
        "problems": [],
    }
    return Answer(data=data, parts=(_table(kept, speech),), words=(*lacking, *_told(call, taken)))


def _told(call: argparse.Namespace, taken: Taken) -> tuple[Said, ...]:
    if not taken.steps:
        return (say("The case holds these minutes already. Nothing was written."),)
    if call.dry_run:
        return (say("Nothing was written."),)
    number = len(taken.steps)
    written = say_number("{number} act of the meeting was written.", "{number} acts of the meeting were written.", number)
    return (written, say("Written: {path}", path=str(call.case)))


def _decision(one: Treated) -> dict[str, Any]:
    decided = one.item.decided
    return {
        "application": one.item.application,
        "number": one.item.number,
        "outcome": decided.outcome.value if decided else None,
        "amount": decided.amount if decided else None,
        "conditions": list(decided.conditions) if decided else [],
        "taking_part": list(one.taking_part),
        "recused": [out.seat for out in one.interests if out.recused],
        "votes": {motion: _count(result) for motion, result in one.results.items()},
    }


def _count(result: Result) -> dict[str, int]:
    return {"for": result.votes_for, "against": result.votes_against, "abstained": result.abstained}


def minutes(call: argparse.Namespace, speech: Speech) -> Answer:
    """Show the minutes, or write them as the file that `reviewer minute` reads."""
    with opened(call) as file:
        case = seen(file, call)
    met = the_meeting(case, call.meeting)
    kept = kept_of(case, met.id)
    if kept is None:
        return Answer()
    record = recorded(kept)
    if call.toml:
        return Answer(data=data_of(record), parts=(minutes_toml(record).rstrip("\n"),))
    lacking = (*wrong_in(case, kept.meeting.id), *missing(kept, case.committee), *unexplained(assess(case), kept).values())
    data = {
        "meeting": kept.meeting.id,
        "minutes": data_of(record),
        "decisions": [_decision(one) for one in kept.cases],
        "frame": kept.frame,
        "granted": kept.granted,
        "granted_before": kept.before,
        "left": kept.left,
        "missing": [speech.text(one) for one in lacking],
        "locked": data_of(kept.meeting.locked) if kept.meeting.locked else None,
        "corrections": [data_of(one) for one in kept.meeting.corrections],
        "approvals": sorted(kept.meeting.approvals),
    }
    return Answer(
        data=data,
        parts=(
            *_head(case, kept, speech),
            _table(kept, speech),
            *_fallen(case, kept, speech),
            *_sums(kept, speech),
            *map(speech.text, _after(kept)),
        ),
        words=lacking,
    )


def _after(kept: Minutes) -> Iterator[Said]:
    """Yield when the minutes were locked, and what has been corrected in them."""
    if kept.meeting.locked is not None:
        yield say("The minutes were locked on {date}. Hash: {hash}.", date=kept.meeting.locked.day, hash=kept.meeting.locked.content)
        yield from (corrected(one, kept.cases) for one in kept.meeting.corrections)


def _head(case: Case, kept: Minutes, speech: Speech) -> tuple[str, ...]:
    names = {seat.id: seat.name for seat in case.committee.seats}
    present = ", ".join(speech.value(attended(names[one.seat], one)) for one in kept.present)
    absent = ", ".join(names[seat] for seat in kept.absent)
    called = kept.meeting.called
    lines = [f"{speech.value(called.date)} {called.starts} {called.place}".strip(), f"{speech.text(say('Present'))}: {present or '–'}"]
    return (*lines, f"{speech.text(say('Absent'))}: {absent or '–'}", "")


def _table(kept: Minutes, speech: Speech) -> Table:
    said = (say("Case"), say("Application"), say("Title"), say("Decision"), say("Amount"), say("Votes"))
    return Table(tuple(map(speech.text, said)), [_row(one, speech) for one in kept.cases], frozenset({4}))


def _row(one: Treated, speech: Speech) -> tuple[str, ...]:
    decided = one.item.decided
    tally = one.tally
    return (
        one.item.number,
        one.item.application,
        shortened(one.application.title, 40),
        speech.text(OUTCOMES[decided.outcome]) if decided else "–",
        speech.value(Kroner(decided.amount)) if decided and decided.amount is not None else "–",
        f"{tally[0]}–{tally[1]}" if tally else "–",
    )


def _fallen(case: Case, kept: Minutes, speech: Speech) -> Iterator[str]:
    """Yield the votes that no decision rests on any more, and why; the table has only what counts."""
    names = {seat.id: seat.name for seat in case.committee.seats}
    fallen = [(one.item.number, told) for one in kept.cases for told in one.ballots if not told.ballot.counts]
    if fallen:
        yield ""
    for number, told in fallen:
        on = say("motion {number}", number=told.ballot.vote.motion)
        out = Listed(tuple(names.get(seat, seat) for seat in told.ballot.out))
        why = say("The vote does not count: {seats} took part, and is recused.", seats=out)
        fate = why if told.ballot.out else say("The later vote on the motion takes the place of this one.")
        yield f"{number}: {speech.text(say('Vote on {motion}: {result}', motion=on, result=told.result.said))} {speech.text(fate)}"


def _sums(kept: Minutes, speech: Speech) -> tuple[str, ...]:
    granted = speech.text(say("Recommended in this meeting"))
    left = "" if kept.left is None else f" · {speech.text(say('Left'))}: {speech.value(Kroner(kept.left))}"
    return ("", f"{granted}: {speech.value(Kroner(kept.granted))}{left}")
