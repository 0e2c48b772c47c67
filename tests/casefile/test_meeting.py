"""A meeting kept in a case file: every act is weighed where it is written, and what is locked stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from reviewer.casefile.errors import Refused
from reviewer.casefile.file import CaseFile, create, open_case
from reviewer.closing import lock_minutes
from reviewer.domain.events import (
    ApplicationReceived,
    BudgetSet,
    CaseOpened,
    Happening,
    Interest,
    InterestDeclared,
    Outcome,
    Rated,
    RatingState,
    Recommended,
    Stage,
    StageSet,
)
from reviewer.domain.interventions import GrantDeclined
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import FloorState, Manner, MotionKind, Presence, Standing
from reviewer.domain.meeting.balloting import faults
from reviewer.domain.meeting.disorder import disorder
from reviewer.domain.meeting.locking import Head, locking
from reviewer.domain.meeting.minutes import minutes
from reviewer.domain.meeting.sitting import meeting
from tests.domain.meeting.room import CALLED, CHAIR, MEETING, MEMBERS, NOON, OFFICE, SEATS, application, came, council, left

LATER = "m2"


class Table:
    """A case file at the meeting table, and a clock."""

    def __init__(self, path: Path) -> None:
        self.path, self.at = path, NOON
        opened = CaseOpened(committee=council(), committee_hash="0" * 64, program="test", title="2018-1")
        self.file = create(path, opened, OFFICE, self.at, [BudgetSet(amount=10_000_000)])
        self.do(*(ApplicationReceived(application=key, content=application(key), source="s.toml") for key in "ABC"))

    def do(self, *bodies: Happening, seat: str = OFFICE) -> None:
        self.at += timedelta(minutes=1)
        self.file.append(seat, bodies, self.at)

    def refused(self, *bodies: Happening, seat: str = OFFICE) -> str:
        """Return why it is refused; nothing is written then."""
        before = self.file.count_events()
        with pytest.raises(Refused) as caught:
            self.do(*bodies, seat=seat)
        assert self.file.count_events() == before
        return caught.value.said.message

    def lock(self, meeting_id: str = MEETING) -> None:
        met = meeting(self.file.case(), meeting_id)
        held = met.called.date if met else self.at.date()
        self.at = max(self.at + timedelta(minutes=1), datetime.combine(held, NOON.timetz()))
        lock_minutes(self.file, OFFICE, meeting_id, self.at, CHAIR)


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    """Return a meeting of six, with three cases on the agenda."""
    found = Table(tmp_path / "sak.sak")
    found.do(StageSet(stage=Stage.MEETING), CALLED)
    found.do(*(acts.ItemPlaced(application=key, meeting=MEETING, number=f"{n}/18", position=n) for n, key in enumerate("ABC", start=1)))
    found.do(*(came(seat) for seat in SEATS[:6]))
    yield found
    found.file.close()


def moved(key: str, amount: int | None = 5_000_000, number: str = "1", outcome: Outcome = Outcome.RECOMMENDED) -> acts.MotionMade:
    return acts.MotionMade(application=key, motion=number, kind=MotionKind.MAIN, proposer=CHAIR, outcome=outcome, amount=amount)


def voted(key: str, voters: tuple[str, ...] = SEATS[:6], number: str = "1", **more: object) -> acts.VoteTaken:
    fields = {"application": key, "motion": number, "manner": Manner.UNANIMOUS, "voters": voters, "chair": CHAIR, "meeting": MEETING}
    return acts.VoteTaken(**{**fields, **more})  # type: ignore[arg-type]


def decided(key: str, amount: int | None = 5_000_000, voters: tuple[str, ...] = SEATS[:6], **more: object) -> acts.Decided:
    fields = {
        "application": key,
        "meeting": MEETING,
        "motion": "1",
        "outcome": Outcome.RECOMMENDED,
        "taking_part": voters,
        "chair": CHAIR,
        "amount": amount,
    }
    return acts.Decided(**{**fields, **more})  # type: ignore[arg-type]


def test_what_was_carried_is_the_recommendation(table: Table) -> None:
    table.do(moved("A"), voted("A"), decided("A", reasons="Fordi."))
    dossier = table.file.case().dossiers["A"]
    assert dossier.decision is not None
    assert (dossier.recommendation.outcome, dossier.recommendation.amount, dossier.recommendation.reasons) == (
        Outcome.RECOMMENDED,
        5_000_000,
        "Fordi.",
    )
    assert table.file.verify().ok


def test_without_a_vote_nothing_is_decided(table: Table) -> None:
    table.do(moved("A"))
    assert table.refused(decided("A")) == "Case {number}: motion {motion} has not been carried in a vote."
    show = voted("A", manner=Manner.SHOW, for_count=2, against_count=4)
    assert table.refused(show, decided("A")) == "Case {number}: motion {motion} has not been carried in a vote."
    assert table.refused(voted("A"), decided("A", 6_000_000)) == (
        "Case {number}: what was carried comes to {amount}. The decision has to be the same."
    )


def test_a_recommendation_goes_through_a_vote_once_the_meeting_has_begun(table: Table) -> None:
    body = Recommended(application="A", fields=("outcome",), outcome=Outcome.NOT_RECOMMENDED)
    assert table.refused(body) == "This is not done in the phase “{phase}”. It is done in: {phases}."


def test_a_lost_quorum_is_said_with_what_is_missing(table: Table) -> None:
    table.do(moved("A"), *(left(seat) for seat in SEATS[3:6]))
    message = "No quorum: {count} of {all} take part, and {needed} are needed ({paragraph})."
    assert table.refused(voted("A", SEATS[:3])) == message


def test_neither_absent_nor_recused_seats_are_counted_and_nobody_is_left_out(table: Table) -> None:
    table.do(moved("A"))
    assert table.refused(voted("A", SEATS[:7])) == "{seats} are not in the room."
    assert table.refused(voted("A", SEATS[:5])) == "{seats} are in the room and take part. Count them, or note that they have left."
    table.do(InterestDeclared(application="A", declarer=MEMBERS[0], interest=Interest.RECUSED, ground="office"))
    assert table.refused(voted("A")) == "{seat} is recused from {application} and takes no part in it."
    table.do(voted("A", (CHAIR, *MEMBERS[1:5])))


def test_a_recusal_found_out_after_the_vote_undoes_the_decision_and_leaves_the_vote_to_be_taken_again(table: Table) -> None:
    table.do(moved("A"), voted("A"), decided("A"))
    table.do(InterestDeclared(application="A", declarer=MEMBERS[0], interest=Interest.RECUSED, ground="office"))
    dossier = table.file.case().dossiers["A"]
    assert dossier.decision is None
    assert dossier.recommendation.outcome is None
    rest = (CHAIR, *MEMBERS[1:5])
    table.do(voted("A", rest), decided("A", voters=rest))
    assert table.file.case().dossiers["A"].decision is not None


def test_a_possible_interest_is_decided_by_the_others_first(table: Table) -> None:
    table.do(moved("A"), InterestDeclared(application="A", declarer=MEMBERS[0], interest=Interest.POSSIBLE, ground="discretion"))
    assert table.refused(voted("A")) == "Decide first who takes part, of these: {seats}."
    others = (CHAIR, *MEMBERS[1:5])
    fields = {"application": "A", "concerned": MEMBERS[0], "standing": Standing.TAKES_PART, "ground": "discretion"}
    wrong = acts.RecusalDecided(**fields, decided_by=SEATS[:6])  # type: ignore[arg-type]
    assert table.refused(wrong) == "{seats} cannot decide whether {seat} takes part."
    few = acts.RecusalDecided(**fields, decided_by=others[:3])  # type: ignore[arg-type]
    assert table.refused(few) == "No quorum: {count} decide whether {seat} takes part, and {needed} are needed."
    table.do(acts.RecusalDecided(**fields, decided_by=others))  # type: ignore[arg-type]
    table.do(voted("A"))


def test_a_recused_chair_needs_an_acting_one_and_cannot_take_it_away(table: Table) -> None:
    table.do(moved("B"), InterestDeclared(application="B", declarer=CHAIR, interest=Interest.RECUSED, ground="office"))
    rest = MEMBERS[:5]
    assert table.refused(voted("B", rest, chair=CHAIR)) == "Case {number}: the chair cannot lead it. Set an acting chair."
    table.do(acts.ActingChairSet(application="B", chair=MEMBERS[0], reason="Lederen er inhabil"))
    removal = acts.ActingChairSet(application="B", chair="", reason="Nei")
    assert table.refused(removal, seat=CHAIR) == "{seat} is recused from {application} and takes no part in it."
    table.do(voted("B", rest, chair=MEMBERS[0]), decided("B", voters=rest, chair=MEMBERS[0]))
    item = meeting(table.file.case(), MEETING).item("B")  # type: ignore[union-attr]
    assert item is not None
    assert [(led.chair, led.by) for led in item.leading] == [(MEMBERS[0], OFFICE)]


def test_equal_votes_are_parted_by_the_leader(table: Table) -> None:
    table.do(moved("A"))
    tie = {"manner": Manner.SHOW, "for_count": 3, "against_count": 3}
    assert table.refused(voted("A", **tie), decided("A")) == "Case {number}: motion {motion} has not been carried in a vote."
    table.do(voted("A", **tie, chair_voted="for"), decided("A"))


def test_an_amendment_falls_with_the_motion_that_it_would_change(table: Table) -> None:
    down = replace(moved("A", 3_000_000, "2"), kind=MotionKind.AMENDMENT, amends="1")
    table.do(moved("A"), down, voted("A", number="2"), voted("A", manner=Manner.SHOW, for_count=1, against_count=5))
    fallen = "Case {number}: motion {fallen} was not carried, and amendment {motion} falls with it. Make a motion of its own."
    assert table.refused(decided("A", 3_000_000, motion="2")) == fallen
    assert table.refused(decided("A", 3_000_000)) == "Case {number}: motion {motion} has not been carried in a vote."


def test_an_amendment_that_won_against_its_motion_stands(table: Table) -> None:
    down = replace(moved("A", 3_000_000, "2"), kind=MotionKind.AMENDMENT, amends="1")
    table.do(moved("A"), down, voted("A", number="2", against_motion="1"), decided("A", 3_000_000, motion="2"))
    assert table.file.case().dossiers["A"].recommendation.amount == 3_000_000


def test_who_had_left_by_what_another_machine_noted_before_the_vote_is_not_counted(table: Table) -> None:
    table.do(moved("A"), voted("A"), decided("A"))
    case = table.file.case()
    assert faults(case) == {}
    gone = replace(case.meeting_history[-1], body=left(SEATS[4]))
    merged = replace(case, meeting_history=(*case.meeting_history, gone))
    assert "had left or not come" in faults(merged)[MEETING, "A"].message


def test_who_had_left_by_its_clock_time_before_the_vote_is_not_counted(table: Table) -> None:
    late = replace(came(SEATS[6]), at_time="10:40")
    table.do(late, moved("A"), voted("A", SEATS[:7]), decided("A", voters=SEATS[:7]))
    case = table.file.case()
    for at, wrong in (("10:15", True), ("10:50", False)):
        note = replace(left(SEATS[4]), at_time=at)
        gone = replace(case.meeting_history[-1], body=note, at=table.at + timedelta(hours=1))
        merged = replace(case, meeting_history=(*case.meeting_history, gone))
        assert ((MEETING, "A") in faults(merged)) is wrong


@pytest.mark.parametrize(("at_time", "key", "told"), [("10:15", "other", [("10:15", "13:05")]), ("10:15", "", []), ("23:59", "other", [])])
def test_who_left_at_an_earlier_time_by_what_another_laptop_noted_later_is_told(
    table: Table, at_time: str, key: str, told: list[tuple[str, str]]
) -> None:
    table.do(moved("A"), voted("A"), decided("A"))
    note = replace(left(SEATS[4]), at_time=at_time)
    case = table.file.case()
    gone = replace(case.meeting_history[-1], body=note, at=table.at + timedelta(hours=1), key=key)
    merged = replace(case, meeting_history=(*case.meeting_history, gone))
    kept = minutes(merged, MEETING)
    assert kept is not None
    doubts = kept.cases[0].unsure
    assert faults(merged) == {}
    assert [(dict(one.values)["time"], dict(one.values)["voted"]) for one in doubts] == told
    assert [dict(one.values)["what"] for one in disorder(merged)] == list(doubts)


def test_who_had_left_by_what_another_machine_noted_does_not_let_the_frame_be_exceeded(table: Table) -> None:
    table.do(acts.OverrunDecided(meeting=MEETING, up_to=12_000_000, reason="x", taking_part=SEATS[:6], chair=CHAIR, for_count=6))
    case = table.file.case()
    assert faults(case) == {}
    gone = replace(case.meeting_history[0], body=left(SEATS[4]), at=table.at - timedelta(seconds=1))
    at = next(n for n, event in enumerate(case.meeting_history) if isinstance(event.body, acts.OverrunDecided))
    merged = replace(case, meeting_history=(*case.meeting_history[:at], gone, *case.meeting_history[at:]))
    assert "may be exceeded" in faults(merged)[MEETING, ""].message


def test_the_frame_is_exceeded_only_when_the_council_says_so(table: Table) -> None:
    for key in "AB":
        table.do(moved(key), voted(key), decided(key))
    beyond = "The grants exceed what may be given, {allowed}. The council must decide first that it may be exceeded."
    third = (moved("C", 1_000_000), voted("C"), decided("C", 1_000_000))
    assert table.refused(*third) == beyond
    assert table.refused(BudgetSet(amount=9_000_000)) == beyond
    overrun = acts.OverrunDecided(meeting=MEETING, up_to=11_000_000, reason="Mye bra", taking_part=SEATS[:6], chair=CHAIR, for_count=6)
    table.do(overrun)
    table.do(*third)


def test_an_overrun_on_which_a_grant_rests_is_not_undone(table: Table) -> None:
    overrun = acts.OverrunDecided(meeting=MEETING, up_to=20_000_000, reason="x", taking_part=SEATS[:6], chair=CHAIR, for_count=6)
    table.do(overrun, seat=CHAIR)
    for key in "ABC":
        table.do(moved(key), voted(key), decided(key))
    with pytest.raises(Refused):
        table.file.undo(CHAIR, table.at + timedelta(minutes=1))


def locked_table(table: Table) -> Table:
    table.do(moved("A"), voted("A"), decided("A"))
    wait = Outcome.POSTPONED
    table.do(moved("B", None, outcome=wait), voted("B"), decided("B", None, outcome=wait, postponed_to="neste møte"))
    table.lock()
    return table


def test_locked_minutes_change_no_more(table: Table) -> None:
    locked_table(table)
    case = table.file.case()
    assert case.stage is Stage.LOCKED
    assert case.locks.meetings == {MEETING}
    message = "The minutes are locked. What is wrong in them is put right by a numbered correction."
    rated = Rated(application="C", criterion="nytte", state=RatingState.SCORED, score=3, seat=CHAIR)
    assert table.refused(rated, seat=CHAIR) == message
    for body in (
        BudgetSet(amount=20_000_000),
        ApplicationReceived(application="A", content=application("A", amount=1), source="x"),
        came(MEMBERS[6]),
        moved("A", 1, "2"),
        voted("A"),
        decided("A", 1),
        acts.ItemPlaced(application="B", meeting=MEETING, number="9/18", position=9),
        acts.OverrunDecided(meeting=MEETING, up_to=99_000_000, reason="x", taking_part=SEATS[:6], chair=CHAIR),
        InterestDeclared(application="A", declarer=MEMBERS[0], interest=Interest.RECUSED),
        Recommended(application="C", fields=("outcome",), outcome=Outcome.NOT_RECOMMENDED),
        StageSet(stage=Stage.MEETING),
    ):
        assert table.refused(body) == message, body
    with pytest.raises(Refused, match="locked"):
        table.file.undo(OFFICE, table.at + timedelta(minutes=1))
    assert table.file.case() == case
    assert table.file.verify().ok


def test_a_feed_is_locked_with_its_minutes_only(table: Table) -> None:
    body = acts.FeedLocked(holder=CHAIR, key="", of="case", number=1, meeting=MEETING)
    assert table.refused(body) == "A feed is locked together with the minutes of its meeting."


def test_nothing_else_is_done_in_the_act_that_locks(table: Table) -> None:
    lock = acts.MinutesLocked(meeting=MEETING, content="0" * 64, day=date(2018, 3, 1), by=CHAIR)
    assert table.refused(lock, BudgetSet(amount=1)) == "The minutes are locked in an act of its own."


def test_verify_tells_minutes_whose_content_is_not_what_was_locked(table: Table) -> None:
    table.do(moved("A"))
    heads = [Head(seat=seat, key=key, feed=feed, number=number, id=last) for seat, key, feed, number, last in table.file.heads()]
    lock, *feeds = locking(table.file.case(), MEETING, heads, date(2018, 3, 1), CHAIR)
    table.do(replace(lock, content="0" * 64), *feeds)  # type: ignore[type-var]
    messages = [one.message for one in table.file.verify().problems]
    assert messages == ["The minutes of the meeting {meeting} are not what was locked."]


def test_a_second_meeting_with_its_own_case_is_locked_too(table: Table) -> None:
    locked_table(table)
    table.do(acts.MeetingCalled(meeting=LATER, date=date(2018, 5, 1), place="Bergen"))
    table.do(*(acts.AttendanceNoted(meeting=LATER, attendee=seat, presence=Presence.PRESENT) for seat in SEATS[:6]))
    table.do(acts.ItemPlaced(application="C", meeting=LATER, number="4/18", position=1))
    table.do(moved("C", 1_000_000), voted("C", meeting=LATER), decided("C", 1_000_000, meeting=LATER))
    table.lock(LATER)
    assert table.file.case().locks.pending == {"B"}


def test_what_follows_a_decision_goes_on_after_the_lock(table: Table) -> None:
    locked_table(table)
    content = meeting(table.file.case(), MEETING).locked.content  # type: ignore[union-attr]
    correction = acts.MinutesCorrected(meeting=MEETING, number=1, text="Skal være 10.15", reason="Feil", day=date(2018, 3, 2))
    table.do(correction)
    assert table.refused(correction) == "The next correction is number {number}."
    table.do(acts.MinutesApproved(meeting=MEETING, approver=MEMBERS[0], content=content), seat=MEMBERS[0])
    away = acts.MinutesApproved(meeting=MEETING, approver=SEATS[7], content=content)
    assert table.refused(away, seat=SEATS[7]) == "{seat} was not at the meeting."
    assert table.refused(acts.MinutesApproved(meeting=MEETING, approver=OFFICE, content=content)) == "Only the members approve the minutes."
    assert table.refused(acts.MinutesApproved(meeting=MEETING, approver=MEMBERS[1], content="0")) == (
        "These are not the minutes that were locked."
    )
    table.at = datetime(2018, 4, 2, 12, tzinfo=UTC)
    table.do(acts.RecipientDecided(application="A", outcome=Outcome.RECOMMENDED, amount=5_000_000, day=date(2018, 4, 1)))
    other = acts.RecipientDecided(application="A", outcome=Outcome.NOT_RECOMMENDED, day=date(2018, 4, 1))
    assert table.refused(other) == "The decision differs from the proposal. Write why."
    table.do(acts.MilestoneSet(application="A", milestone=acts.Milestone.COMMITMENT, due=date(2018, 5, 1)))
    table.do(GrantDeclined(application="A", reason="Har fått nei fra kommunestyret"))
    table.file.undo(OFFICE, table.at + timedelta(minutes=1))
    table.at += timedelta(minutes=1)
    table.do(StageSet(stage=Stage.DECIDED))
    assert table.refused(StageSet(stage=Stage.LOCKED)) == "The minutes are locked. The round does not go back."


def test_a_postponed_case_is_decided_in_a_later_meeting_and_the_first_minutes_stay(table: Table) -> None:
    locked_table(table)
    before = meeting(table.file.case(), MEETING)
    assert before is not None
    table.do(acts.MeetingCalled(meeting=LATER, date=date(2018, 5, 1), place="Bergen"))
    table.do(acts.ItemPlaced(application="B", meeting=LATER, number="4/18", position=1))
    table.do(*(acts.AttendanceNoted(meeting=LATER, attendee=seat, presence=Presence.PRESENT) for seat in SEATS[:5]))
    rest = MEMBERS[:4]
    table.do(InterestDeclared(application="B", declarer=CHAIR, interest=Interest.RECUSED, ground="office"))
    table.do(acts.ActingChairSet(application="B", chair=MEMBERS[0], reason="Lederen er inhabil"))
    table.do(acts.FloorGiven(application="B", meeting=LATER, state=FloorState.OPEN))
    stale = decided("B", None, rest, meeting=LATER, outcome=Outcome.POSTPONED, chair=MEMBERS[0])
    assert table.refused(stale) == "Case {number}: there is no motion {motion}."  # what the first meeting carried is not before this one
    table.do(replace(moved("B", 4_000_000, "2"), proposer=MEMBERS[0]))
    table.do(voted("B", rest, "2", meeting=LATER, chair=MEMBERS[0]))
    table.do(decided("B", 4_000_000, rest, meeting=LATER, motion="2", chair=MEMBERS[0]))
    table.do(acts.FloorGiven(application="B", meeting=LATER, state=FloorState.CLOSED))
    case = table.file.case()
    assert case.dossiers["B"].recommendation.amount == 4_000_000
    assert meeting(case, MEETING) == before
    table.lock(LATER)
    case = table.file.case()
    assert case.locks.meetings == {MEETING, LATER}
    assert case.locks.pending == {"C"}
    assert meeting(case, MEETING) == before
    assert table.file.verify().ok


def test_the_lock_says_what_stands_in_its_way(table: Table) -> None:
    table.do(acts.FloorGiven(application="A", meeting=MEETING, state=FloorState.OPEN))
    with pytest.raises(Refused) as caught:
        table.lock()
    assert caught.value.said.message == "Case {number} is still before the meeting."
    table.do(acts.FloorGiven(application="A", meeting=MEETING, state=FloorState.CLOSED))
    table.lock()
    with pytest.raises(Refused) as caught:
        table.lock()
    assert caught.value.said.message == "The minutes of the meeting are locked already."


def test_a_meeting_broken_off_is_where_it_was_when_the_file_is_opened_elsewhere(table: Table, tmp_path: Path) -> None:
    table.do(moved("A"), voted("A"))
    table.do(acts.FloorGiven(application="A", meeting=MEETING, state=FloorState.OPEN))
    copy = tmp_path / "kopi.sak"
    copy.write_bytes(table.path.read_bytes())
    other: CaseFile = open_case(copy)
    assert meeting(other.case(), MEETING) == meeting(table.file.case(), MEETING)
    other.append(OFFICE, [decided("A")], table.at + timedelta(minutes=5))
    other.close()
