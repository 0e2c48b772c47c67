"""The case for whoever runs the meeting: what to do next, who is in the room, what is moved, voted and decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reviewer.domain.case import Case, Dossier
from reviewer.domain.meeting.acts import AttendanceNoted, FloorState, Presence
from reviewer.domain.meeting.asking import seat_name, seat_names
from reviewer.domain.meeting.course import Ballot
from reviewer.domain.meeting.progress import Awaits, awaits, doubtful, leaving, open_elsewhere, unspoken, unvoted
from reviewer.domain.meeting.quorum import quorum
from reviewer.domain.meeting.sitting import Item, Meeting
from reviewer.domain.meeting.voting import Verdict, tallied
from reviewer.domain.phases import PHASES
from reviewer.domain.said import Kroner, Said, say
from reviewer.domain.slotted import dataclass
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.wording.motions import motion_words, numbered, proposed

FLOOR: Mapping[FloorState, tuple[Said, Tone]] = {
    FloorState.WAITING: (say("not opened yet"), Tone.MUTED),
    FloorState.OPEN: (say("open"), Tone.ACCENT),
    FloorState.CLOSED: (say("concluded"), Tone.GOOD),
}
VERDICTS: Mapping[Verdict, Tone] = {Verdict.CARRIED: Tone.GOOD, Verdict.LOST: Tone.BAD, Verdict.UNDECIDED: Tone.ATTENTION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A case in its meeting, in the view of who runs it."""

    case: Case
    met: Meeting
    item: Item

    @property
    def dossier(self) -> Dossier:
        """The application."""
        return self.case.dossiers[self.item.application]


def standing_words(item: Item) -> Said:
    """Return how a case stands in its meeting: what was decided, or whether it is open."""
    if item.decided is None:
        return FLOOR[item.floor][0]
    return proposed(item.decided.outcome, item.decided.amount, len(item.decided.conditions))


def next_step(one: Sitting) -> Said:
    """Return in a sentence what there is to do next, with its key."""
    case, met, item = one.case, one.met, one.item
    match awaits(case, met, item):
        case Awaits.NOTHING:
            return say("The minutes are locked.")
        case Awaits.PHASE:
            return say("The round is in the phase “{phase}”. Press O and go on to the meeting.", phase=PHASES[case.stage].name)
        case Awaits.ATTENDANCE:
            return say("Press a and note who is here.")
        case Awaits.INTEREST:
            seats = seat_names(case, doubtful(case, met, item))
            return say("The council decides first whether these take part: {seats}. Then press i.", seats=seats)
        case Awaits.OTHER_CASE | Awaits.LEAVING | Awaits.OPENING:
            return _to_open(one)
        case other:
            return _in_the_case(one, other)


def _to_open(one: Sitting) -> Said:
    other = open_elsewhere(one.met, one.item)
    if other is not None:
        return say("Case {number} is open. Conclude it first: m goes there.", number=other.number)
    out = leaving(one.case, one.met, one.item)
    if out:
        return say("These leave now: {seats}. When they are out, press o.", seats=seat_names(one.case, out))
    return say("Nobody leaves. Press o to open the case.")


def _in_the_case(one: Sitting, waiting: Awaits) -> Said:
    match waiting:
        case Awaits.CHAIR:
            return say("The chair cannot lead this case. Press l and set an acting chair.")
        case Awaits.QUORUM:
            why = quorum(one.case, one.met.id, one.item.application).why
            return say("{why} Press a when somebody comes, or w to take the case later.", why=why)
        case Awaits.MOTION:
            return say("Press f and write the motion.")
        case Awaits.OTHER_MOTION:
            return say("No motion was carried. Press f and write another.")
        case Awaits.VOTE:
            return say("Press v and take the vote on motion {number}.", number=unvoted(one.item)[0].motion)
        case Awaits.LEADERS_VOTE:
            return say("The votes are equal, and the leader's vote decides. Press v and note it.")
        case Awaits.DECISION:
            return say("The motion is carried. Press d and write the decision.")
        case Awaits.CLOSING:
            return say("The case is decided. Press c to conclude it.")
        case Awaits.REOPENING:
            return say("The case is neither decided nor postponed. Press o to open it again.")
        case _:
            return _onward(one)


def _onward(one: Sitting) -> Said:
    """Return where to go from a case that is done with."""
    left = [item for item in one.met.items if item.decided is None or item.floor is not FloorState.CLOSED]
    if not left:
        return say("All cases are decided. Go back with Esc, and press v: there everything is seen once more, and locked.")
    at = one.met.items.index(one.item)
    if one.met.items[at + 1 : at + 2] == (left[0],):
        return say("The case is concluded. Press n for the next.")
    return say("The case is concluded. Case {number} is left: m goes there.", number=left[0].number)


# --- The sheet


def write_case(sheet: Sheet, one: Sitting, seats_beside: bool) -> None:  # noqa: FBT001 - a width
    """Write the case; who is in the room only where that does not stand beside it."""
    _head(sheet, one)
    if not seats_beside:
        _room(sheet, one)
    _motions(sheet, one)
    _decision(sheet, one)
    _statements(sheet, one)


def _head(sheet: Sheet, one: Sitting) -> None:
    application, (words, tone) = one.dossier.application, FLOOR[one.item.floor]
    sheet.prose(application.title, Tone.STRONG)
    asked = None if application.amount_applied is None else Kroner(application.amount_applied)
    said: Said | str = say("{applicant}. Applied for {amount}.", applicant=application.applicant.name, amount=asked)
    if one.dossier.unopened:
        said = application.applicant.name
    sheet.line((f"{sheet.text(words)}  ", tone), (sheet.text(said), Tone.MUTED))
    if one.item.introducers:
        sheet.prose(say("Introduced by {seats}.", seats=seat_names(one.case, one.item.introducers)))
    if one.item.undiscussed and one.item.decided is None:
        sheet.prose(say("The case is not discussed unless someone asks."), Tone.ATTENTION)
    silent = unspoken(one.case, one.met, one.item)
    if silent and one.item.decided is None:
        said = say("The application shows a connection to these, and they have not declared: {seats}.", seats=seat_names(one.case, silent))
        sheet.prose(said, Tone.ATTENTION)
    given = one.dossier.recommendation
    if given.outcome is not None and one.item.decided is None:
        what = proposed(given.outcome, given.amount, len(given.conditions))
        sheet.prose(say("Recommended before the meeting: {what}", what=what), Tone.MUTED)


def _room(sheet: Sheet, one: Sitting) -> None:
    sitting = quorum(one.case, one.met.id, one.item.application)
    sheet.blank()
    led = seat_name(one.case, one.item.chair) if one.item.chair else "–"
    rows = (
        (say("Take part"), sitting.taking_part, Tone.TEXT),
        (say("Recused"), sitting.recused, Tone.ATTENTION),
        (say("Absent"), sitting.absent, Tone.MUTED),
    )
    for name, seats, tone in rows:
        if seats:
            sheet.hung(((sheet.text(name), Tone.MUTED),), seat_names(one.case, seats), tone, _NAMES)
    sheet.hung(((sheet.text(say("Led by")), Tone.MUTED),), led, Tone.TEXT, _NAMES)
    sheet.prose(sitting.why, Tone.MUTED if sitting.quorate else Tone.BAD)


_NAMES = 13


def _motions(sheet: Sheet, one: Sitting) -> None:
    sheet.heading(say("Motions and votes"))
    if not one.item.motions:
        sheet.prose(say("No motion has been made yet."), Tone.MUTED)
    for motion in one.item.motions:
        by = seat_name(one.case, motion.proposer)
        said = say("{motion} from {seat}: {what}", motion=numbered(motion), seat=by, what=motion_words(motion))
        sheet.prose(said, Tone.TEXT)
        if motion.text and motion.outcome is not None:
            sheet.prose(motion.text, Tone.MUTED, 2)
        _listed(sheet, motion.conditions)
        for ballot in one.item.course.ballots:
            if ballot.vote.motion == motion.motion:
                _vote(sheet, one, ballot)


def _vote(sheet: Sheet, one: Sitting, ballot: Ballot) -> None:
    """Write what a vote came to; one that does not count stands in grey, with why."""
    vote = ballot.vote
    result = tallied(vote, one.case.committee)
    said = say("Against motion {number}: {result}", number=vote.against_motion, result=result.said) if vote.against_motion else result.said
    sheet.prose(said, VERDICTS[result.verdict] if ballot.counts else Tone.MUTED, 2)
    if ballot.out:
        counted_out = say("The vote does not count: {seats} took part, and is recused.", seats=seat_names(one.case, ballot.out))
        sheet.prose(counted_out, Tone.ATTENTION, 2)
    elif ballot.overtaken:
        sheet.prose(say("It has been voted on again."), Tone.MUTED, 2)
    for name, seats in ((say("For"), vote.voted_for), (say("Against"), vote.voted_against), (say("Abstained"), vote.abstained)):
        if seats:
            sheet.hung(((f"  {sheet.text(name)}", Tone.MUTED),), seat_names(one.case, seats), Tone.MUTED, _NAMES)


def _decision(sheet: Sheet, one: Sitting) -> None:
    decided = one.item.decided
    if decided is None:
        return
    sheet.heading(say("Decision"))
    sheet.prose(proposed(decided.outcome, decided.amount, len(decided.conditions)), Tone.GOOD)
    _listed(sheet, decided.conditions)
    texts = (
        (say("Reasons"), decided.reasons),
        (say("Majority"), decided.majority),
        (say("Minority"), decided.minority),
        (say("Postponed to"), decided.postponed_to),
        (say("Departure"), decided.departure),
    )
    for name, text in texts:
        if text.strip():
            sheet.hung(((sheet.text(name), Tone.MUTED),), text, Tone.TEXT, _NAMES)
    if decided.deadline is not None:
        sheet.hung(((sheet.text(say("Due")), Tone.MUTED),), decided.deadline, Tone.TEXT, _NAMES)


def _listed(sheet: Sheet, conditions: Sequence[str]) -> None:
    for number, condition in enumerate(conditions, start=1):
        sheet.hung(((f"  {number}. ", Tone.MUTED),), condition, Tone.TEXT, 5)


def _statements(sheet: Sheet, one: Sitting) -> None:
    for heading, statements in _spoken(one):
        sheet.heading(heading)
        for seat, text in statements:
            sheet.prose(say("{seat}: {text}", seat=seat_name(one.case, seat), text=text))


def _spoken(one: Sitting) -> Iterator[tuple[Said, Sequence[tuple[str, str]]]]:
    if one.item.dissents:
        yield say("Dissent"), tuple(one.item.dissents.items())
    if one.item.remarks:
        yield say("Remarks"), tuple((remark.remarker, remark.text) for remark in one.item.remarks)


# --- Who is in the room, beside the case


def write_seats(sheet: Sheet, one: Sitting) -> None:
    """Write every seat with how it stands to the case."""
    sitting = quorum(one.case, one.met.id, one.item.application)
    glyphs = sheet.glyphs
    for seat in one.case.committee.rating_seats():
        noted = one.met.attendance.get(seat.id)
        if seat.id in sitting.recused:
            sign, tone, words = glyphs.not_met, Tone.ATTENTION, say("recused")
        elif seat.id in sitting.taking_part:
            sign, tone, words = glyphs.met, Tone.TEXT, say("leads") if seat.id == one.item.chair else say("takes part")
        else:
            sign, tone, words = glyphs.not_applicable, Tone.MUTED, say("absent") if noted else say("not noted")
        sheet.line((f"{sign} ", tone), (seat.name, tone))
        sheet.line((f"  {sheet.text(_standing(words, noted))}", Tone.MUTED))
    sheet.blank()
    sheet.prose(sitting.why, Tone.MUTED if sitting.quorate else Tone.BAD)


def _standing(words: Said, noted: AttendanceNoted | None) -> Said:
    if noted is not None and noted.deputy and noted.presence is Presence.PRESENT:
        return say("{standing}, by {deputy}", standing=words, deputy=noted.deputy)
    return words
