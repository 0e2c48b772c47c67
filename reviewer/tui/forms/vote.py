"""A vote: what is voted on, and how: without anybody against, by show of hands, or by name with one key a seat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from reviewer.domain.meeting.acts import Manner, MotionKind, VoteTaken
from reviewer.domain.meeting.asking import seat_name
from reviewer.domain.meeting.progress import unvoted
from reviewer.domain.meeting.quorum import quorum
from reviewer.domain.meeting.rulebook import Tie, duty_to_vote, voting_rules
from reviewer.domain.meeting.voting import Verdict, tallied
from reviewer.domain.said import Said, say
from reviewer.tui.actions.intervening import WRITE_WHY
from reviewer.tui.forms.ask import AskForm, Question
from reviewer.tui.forms.fields import Field, FieldsForm
from reviewer.tui.forms.roll_call import Roll, RollCall
from reviewer.tui.screens.choice import Choice
from reviewer.tui.wording.motions import motion_words, numbered

if TYPE_CHECKING:
    from reviewer.domain.committee import Committee
    from reviewer.tui.drawing.presenting_sheet import Sitting
    from reviewer.tui.screen import CaseScreen

MANNERS: Mapping[Manner, Said] = {
    Manner.UNANIMOUS: say("Nobody is against: unanimous"),
    Manner.SHOW: say("By show of hands: write the numbers"),
    Manner.NAMES: say("By name: one key a seat"),
}
CHAIR_VOTED: Mapping[str, Said] = {"": say("not noted"), "for": say("for"), "against": say("against")}
Ballot = tuple[str, str]
"""The motion that is voted on, and the one that it is set against (empty: none)."""


def ask_vote(screen: CaseScreen[Any], one: Sitting) -> None:
    """Ask what is voted on where that is in doubt, then how; write the vote and tell what it came to."""
    choices = ballots(one)
    if not choices:
        screen.warn(say("No motion has been made yet. Press f and write one."))
        return

    def chosen(key: str | None) -> None:
        if key is not None:
            _ask_again(screen, one, list(choices)[int(key)])

    if len(choices) == 1:
        chosen("0")
        return
    words = [(str(number), said) for number, said in enumerate(choices.values())]
    first = next((motion.motion for motion in unvoted(one.item)), "")
    marked = next((number for number, ballot in enumerate(choices) if ballot == (first, "")), 0)
    screen.app.push_screen(Choice(say("What is voted on?"), words, str(marked)), chosen)


def ballots(one: Sitting) -> dict[Ballot, Said]:
    """Return what can be put to the vote: each motion by itself, and each alternative against the main one."""
    motions = [motion for motion in one.item.motions if motion.kind is not MotionKind.WITHDRAWN]
    alone = {(motion.motion, ""): say("{motion}: {what}", motion=numbered(motion), what=motion_words(motion)) for motion in motions}
    main = next((motion for motion in motions if motion.kind is MotionKind.MAIN), None)
    others = [motion for motion in motions if motion.kind is MotionKind.ALTERNATIVE]
    against = {
        (main.motion, other.motion): say("Motion {motion} against motion {other}", motion=main.motion, other=other.motion)
        for other in others
        if main
    }
    return {**alone, **against}


def _ask_again(screen: CaseScreen[Any], one: Sitting, ballot: Ballot) -> None:
    """Ask why the motion is voted on again, where a vote on it has come to something; then how."""
    former = [taken.vote for taken in one.item.course.ballots if taken.vote.motion == ballot[0] and not taken.out]
    if not former or tallied(former[-1], one.case.committee).verdict is Verdict.UNDECIDED:
        _ask_manner(screen, one, ballot, "")
        return
    told: list[str] = []

    def save(_: str, why: str) -> Said | None:
        told.append(why.strip())
        return None if why.strip() else WRITE_WHY

    def done(saved: bool | None) -> None:  # noqa: FBT001 - Textual's callback
        if saved:
            _ask_manner(screen, one, ballot, told[-1])

    lead = say("{result} Both votes stand in the minutes. Was it written wrongly? Then undo it instead.", result=_result(one, former[-1]))
    question = Question(title=_title(one, ballot), lead=lead, label=say("Why it is voted on again"))
    screen.app.push_screen(AskForm(question, save), done)


def _result(one: Sitting, vote: VoteTaken) -> Said:
    return tallied(vote, one.case.committee).said


def _ask_manner(screen: CaseScreen[Any], one: Sitting, ballot: Ballot, reason: str) -> None:
    def chosen(manner: str | None) -> None:
        if manner == Manner.UNANIMOUS:
            why = _written(screen, one, _vote(one, ballot, Manner.UNANIMOUS, {}, reason))
            if why is not None:
                screen.warn(why)
        elif manner == Manner.SHOW:
            screen.app.push_screen(_show_form(screen, one, ballot, reason))
        elif manner == Manner.NAMES:
            _roll_call(screen, one, ballot, reason)

    words = [(manner.value, said) for manner, said in MANNERS.items()]
    title = _title(one, ballot)
    note = quorum(one.case, one.met.id, one.item.application).why
    screen.app.push_screen(Choice(title, words, note=note), chosen)


def _title(one: Sitting, ballot: Ballot) -> Said:
    motion, other = ballot
    if other:
        return say("Case {number}: motion {motion} against motion {other}", number=one.item.number, motion=motion, other=other)
    return say("Case {number}: vote on motion {motion}", number=one.item.number, motion=motion)


def _about(one: Sitting, ballot: Ballot) -> str:
    """Return what the vote is about: the next one on the same motion is another."""
    return "/".join(("vote", one.met.id, one.item.application, *ballot, str(len(one.item.votes))))


def _vote(one: Sitting, ballot: Ballot, manner: Manner, given: Mapping[str, Any], reason: str) -> VoteTaken:
    motion, other = ballot
    voters = quorum(one.case, one.met.id, one.item.application).taking_part
    if manner is Manner.UNANIMOUS:
        given = {"for_count": len(voters), "chair_voted": "for"}
    return VoteTaken(
        application=one.item.application,
        meeting=one.met.id,
        motion=motion,
        against_motion=other,
        manner=manner,
        voters=voters,
        chair=one.item.chair,
        reason=reason,
        **given,
    )


def _written(screen: CaseScreen[Any], one: Sitting, body: VoteTaken) -> Said | None:
    """Write the vote and tell what it came to; return why it is refused, or None."""
    why = screen.attempt([body])
    if why is None:
        screen.tell(_result(one, body))
    return why


def _show_form(screen: CaseScreen[Any], one: Sitting, ballot: Ballot, reason: str) -> FieldsForm:
    voters = quorum(one.case, one.met.id, one.item.application).taking_part
    chair = seat_name(one.case, one.item.chair) if one.item.chair else "–"
    before = one.item.vote(ballot[0])
    abstained = Field(id="abstained", label=say("Abstained"), value=str(before.abstained_count if before else 0))
    asked = (
        Field(id="for", label=say("For"), value=str(before.for_count if before else len(voters))),
        Field(id="against", label=say("Against"), value=str(before.against_count if before else 0)),
        *(() if duty_to_vote(one.case.committee) else (abstained,)),
        Field(
            id="chair",
            label=say("{seat} voted", seat=chair),
            choices=tuple(CHAIR_VOTED.items()),
            value=before.chair_voted if before else "",
        ),
    )

    def save(given: Mapping[str, str]) -> Said | None:
        counts = {name: given.get(name) or "0" for name in ("for", "against", "abstained")}
        wrong = [text for text in counts.values() if not (text.isascii() and text.isdecimal())]
        if wrong:
            return say("“{text}” is not a number of votes.", text=wrong[0])
        numbers = {f"{name}_count": int(text) for name, text in counts.items()}
        return _written(screen, one, _vote(one, ballot, Manner.SHOW, {**numbers, "chair_voted": given["chair"]}, reason))

    return FieldsForm(_title(one, ballot), with_equal_votes(one.case.committee, len(voters)), asked, save, _about(one, ballot))


def with_equal_votes(committee: Committee, count: int) -> Said:
    """Return how many take part, and what the rule set makes of equal votes."""
    if voting_rules(committee).tie is Tie.DOUBLE:
        return say("{count} take part. With equal votes the leader's vote counts twice: note it then.", count=count)
    return say("{count} take part. With equal votes the leader's vote decides: note it then.", count=count)


def _roll_call(screen: CaseScreen[Any], one: Sitting, ballot: Ballot, reason: str) -> None:
    sitting = quorum(one.case, one.met.id, one.item.application)
    names = {seat.id: seat.name for seat in one.case.committee.rating_seats()}
    out = {**dict.fromkeys(sitting.absent, say("absent")), **dict.fromkeys(sitting.recused, say("recused"))}

    def save(voted: Mapping[str, str]) -> Said | None:
        sides = {side: tuple(seat for seat, given in voted.items() if given == side) for side in ("for", "against", "abstained")}
        given = {
            "for_count": len(sides["for"]),
            "against_count": len(sides["against"]),
            "abstained_count": len(sides["abstained"]),
            "voted_for": sides["for"],
            "voted_against": sides["against"],
            "abstained": sides["abstained"],
            "chair_voted": voted.get(one.item.chair, "") if voted.get(one.item.chair) != "abstained" else "",
        }
        return _written(screen, one, _vote(one, ballot, Manner.NAMES, given, reason))

    roll = Roll(
        title=_title(one, ballot),
        names=names,
        voters=sitting.taking_part,
        out=out,
        duty=duty_to_vote(one.case.committee),
        about=_about(one, ballot),
    )
    screen.app.push_screen(RollCall(roll, save))
