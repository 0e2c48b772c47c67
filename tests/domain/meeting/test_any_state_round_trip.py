"""However far a meeting has come, its minutes go out as a file and come into a fresh case as the same minutes again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from reviewer.documents.minutes_toml import minutes_toml
from reviewer.domain.events import Dissented, Happening, Interest, InterestDeclared, Outcome, Undone
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import FloorState, Manner, MotionKind, Presence, Standing
from reviewer.domain.meeting.drafting import carried_motions, drafted
from reviewer.domain.meeting.minutes import minutes
from reviewer.domain.meeting.paper.record import Record
from reviewer.domain.meeting.paper.recorded import recorded
from reviewer.domain.meeting.paper.reheard import reheard
from reviewer.domain.meeting.paper.restaged import restaged
from reviewer.domain.meeting.quorum import quorum
from reviewer.domain.meeting.recusals import who_decides
from reviewer.domain.meeting.rehearsal import rehearsed
from reviewer.domain.meeting.rulebook import voting_rules
from reviewer.domain.meeting.sitting import Item, meeting
from reviewer.domain.registers import Dating
from reviewer.domain.said import Said
from reviewer.intake.minutes import read_minutes
from reviewer.language.speech import Speech
from tests.domain.meeting.room import CHAIR, MEETING, NOON, OFFICE, SEATS, Room, council

IDS = ("A", "B")
KEYS = st.sampled_from(IDS)
WHO = st.sampled_from(SEATS[:5])
TIMES = st.just("") | st.integers(600, 660).map(lambda minute: f"{minute // 60}:{minute % 60:02}")
UNDONE = (*acts.MEETING_ACTS, InterestDeclared, Dissented)


def read_again(record: Record, room: Room) -> Record:
    """Write the file, read it, and take it into a fresh case."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "protokoll.toml"
        path.write_text(minutes_toml(record), encoding="utf-8")
        found = read_minutes(path, room.case.committee, frozenset(IDS), Speech("nb"))
    assert found.record == record, found.problems
    heard = reheard(room.events, OFFICE, restaged(found.record, room.case.committee), NOON)
    assert heard.refused == (), heard.refused[0]
    room.write(*(step.body for step in heard.steps))
    kept = minutes(room.case, MEETING)
    assert kept is not None
    return recorded(kept)


class Written(RuleBasedStateMachine):
    """A council of five; after everything that is done, the minutes are written and read."""

    @initialize(there=st.sampled_from([SEATS[:3], SEATS[:4], SEATS[:5]]))
    def begin(self, there: tuple[str, ...]) -> None:
        self.room = Room(council(size=5), IDS).sit(*there, items=IDS)

    def done(self, *bodies: Happening) -> bool:
        at = NOON + timedelta(days=1, seconds=len(self.room.events))
        if rehearsed(self.room.events, OFFICE, bodies, Dating(at)) is not None:
            return False
        self.room.write(*bodies)
        return True

    def item(self, key: str) -> Item | None:
        found = meeting(self.room.case, MEETING)
        return found.item(key) if found else None

    @rule(seat=WHO, presence=st.sampled_from(Presence), at=TIMES, deputy=st.sampled_from(["", "Kari Nordmann"]))
    def somebody_comes_or_goes(self, seat: str, presence: Presence, at: str, deputy: str) -> None:
        self.done(acts.AttendanceNoted(meeting=MEETING, attendee=seat, presence=presence, at_time=at, deputy=deputy))

    @rule(key=KEYS, seat=WHO, interest=st.sampled_from(Interest))
    def somebody_declares(self, key: str, seat: str, interest: Interest) -> None:
        self.done(InterestDeclared(application=key, declarer=seat, interest=interest, ground="office"))

    @rule(key=KEYS, position=st.none() | st.integers(1, 9))
    def the_agenda_changes(self, key: str, position: int | None) -> None:
        self.done(acts.ItemPlaced(application=key, meeting=MEETING, number=f"{IDS.index(key) + 1}/18", position=position))

    @rule(key=KEYS, seat=WHO)
    def somebody_remarks(self, key: str, seat: str) -> None:
        self.done(acts.RemarkEntered(application=key, meeting=MEETING, remarker=seat, text="Sent."))

    @rule(key=KEYS, seat=WHO, standing=st.sampled_from(Standing))
    def the_body_decides_on_an_interest(self, key: str, seat: str, standing: Standing) -> None:
        if self.item(key) is None:
            return
        by = who_decides(self.room.case, key, seat, MEETING)
        self.done(acts.RecusalDecided(application=key, concerned=seat, standing=standing, ground="office", decided_by=by))

    @rule(key=KEYS, chair=st.one_of(WHO, st.just("")))
    def another_leads(self, key: str, chair: str) -> None:
        self.done(acts.ActingChairSet(application=key, chair=chair, reason="Bytter"))

    @rule(
        key=KEYS,
        number=st.sampled_from(["1", "2", "3"]),
        kind=st.sampled_from(MotionKind),
        outcome=st.none() | st.sampled_from(Outcome),
        conditions=st.lists(st.sampled_from(["Plan.", "Avtale."]), max_size=2).map(tuple),
    )
    def somebody_moves(self, key: str, number: str, kind: MotionKind, outcome: Outcome | None, conditions: tuple[str, ...]) -> None:
        amount = 4 if outcome in {Outcome.RECOMMENDED, Outcome.CONDITIONS} else None
        moved = acts.MotionMade(
            application=key, motion=number, kind=kind, proposer=CHAIR, outcome=outcome, amount=amount, conditions=conditions
        )
        self.done(moved)

    @rule(key=KEYS, number=st.sampled_from(["1", "2", "3"]), manner=st.sampled_from(Manner), against=st.integers(0, 3))
    def they_vote(self, key: str, number: str, manner: Manner, against: int) -> None:
        voters = quorum(self.room.case, MEETING, key).taking_part
        noes = voters[: min(against, len(voters))] if manner is not Manner.UNANIMOUS else ()
        ayes = tuple(seat for seat in voters if seat not in noes)
        item = self.item(key)
        if item is None:
            return
        again = any(ballot.vote.motion == number for ballot in item.course.ballots)
        named = manner is Manner.NAMES
        chair_voted = "for" if item.chair in ayes else "against"
        self.done(
            acts.VoteTaken(
                application=key,
                motion=number,
                manner=manner,
                voters=voters,
                chair=item.chair,
                for_count=len(ayes),
                against_count=len(noes),
                voted_for=ayes if named else (),
                voted_against=noes if named else (),
                chair_voted=chair_voted,
                meeting=MEETING,
                reason="Uklart forslag." if again else "",
            )
        )

    @rule(key=KEYS)
    def what_was_carried_is_decided(self, key: str) -> None:
        item = self.item(key)
        carried = carried_motions(item, voting_rules(self.room.case.committee)) if item else ()
        body = drafted(self.room.case.committee, MEETING, item, carried[-1]) if item and carried else None
        if isinstance(body, acts.Decided):
            self.done(body)

    @rule(key=KEYS, state=st.sampled_from(FloorState))
    def a_case_comes_up(self, key: str, state: FloorState) -> None:
        self.done(acts.FloorGiven(application=key, meeting=MEETING, state=state))

    @rule(up_to=st.integers(10_000_000, 10_000_009), against=st.integers(0, 2))
    def they_allow_more(self, up_to: int, against: int) -> None:
        there = quorum(self.room.case, MEETING).taking_part
        counts = {"for_count": len(there) - against, "against_count": against, "chair_voted": "for" if against else ""}
        chair = CHAIR if CHAIR in there else next(iter(there), "")
        self.done(acts.OverrunDecided(meeting=MEETING, up_to=up_to, reason="x", taking_part=there, chair=chair, **counts))

    @rule(key=KEYS, seat=WHO)
    def somebody_dissents(self, key: str, seat: str) -> None:
        self.done(Dissented(application=key, dissenter=seat, text="Uenig."))

    @rule(back=st.integers(1, 20))
    def something_is_taken_back(self, back: int) -> None:
        event = self.room.events[-min(back, len(self.room.events))]
        if isinstance(event.body, UNDONE) and not isinstance(event.body, acts.MeetingCalled):
            self.done(Undone(events=(event.id,), application=event.application, of=event.feed))

    def teardown(self) -> None:
        if not hasattr(self, "room"):
            return
        kept = minutes(self.room.case, MEETING)
        assert kept is not None
        record = recorded(kept)
        assert read_again(record, Room(council(size=5), IDS)) == record


TestWritten = Written.TestCase
TestWritten.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)


def test_who_came_at_a_time_and_was_out_when_the_first_case_came_up_had_not_come_later() -> None:
    held = Written()
    held.begin(there=SEATS[:3])
    held.somebody_comes_or_goes(seat=CHAIR, presence=Presence.PRESENT, at="10:01", deputy="")
    held.somebody_comes_or_goes(seat=CHAIR, presence=Presence.ABSENT, at="", deputy="")
    held.a_case_comes_up(key="A", state=FloorState.OPEN)
    kept = minutes(held.room.case, MEETING)
    assert kept is not None
    assert read_again(recorded(kept), Room(council(size=5), IDS)) == recorded(kept)


def undone(room: Room, kind: type) -> Said | None:
    """Return why the last thing of that kind is not undone, or None."""
    event = next(event for event in reversed(room.events) if isinstance(event.body, kind))
    body = Undone(events=(event.id,), application=event.application, of=event.feed)
    return rehearsed(room.events, OFFICE, [body], Dating(NOON + timedelta(days=1)))


def test_what_a_vote_rests_on_is_not_undone_under_it() -> None:
    room = Room(council(size=5), IDS).sit(*SEATS[:4])
    room.write(InterestDeclared(application="A", declarer=SEATS[3], interest=Interest.RECUSED, ground="office"))
    room.write(acts.MotionMade(application="A", motion="1", kind=MotionKind.MAIN, proposer=CHAIR, outcome=Outcome.POSTPONED))
    room.write(acts.MotionMade(application="A", motion="2", kind=MotionKind.AMENDMENT, proposer=CHAIR, amends="1"))
    assert undone(room, InterestDeclared) is None
    assert undone(room, acts.AttendanceNoted) is None
    here = SEATS[:3]
    vote = acts.VoteTaken(application="A", motion="2", manner=Manner.UNANIMOUS, voters=here, chair=CHAIR, for_count=3, meeting=MEETING)
    room.write(vote)
    assert undone(room, InterestDeclared) is not None
    assert undone(room, acts.AttendanceNoted) is not None
    assert undone(room, acts.VoteTaken) is None


def test_nobody_comes_at_a_time_before_one_that_is_noted_of_it() -> None:
    held = Written()
    held.begin(there=SEATS[:3])
    for presence, at in ((Presence.ABSENT, "11:00"), (Presence.PRESENT, ""), (Presence.ABSENT, "10:30"), (Presence.PRESENT, "10:45")):
        held.somebody_comes_or_goes(seat=CHAIR, presence=presence, at=at, deputy="")
    found = meeting(held.room.case, MEETING)
    assert found is not None
    assert [one.noted.at_time for one in found.moves if one.noted.attendee == CHAIR] == ["", "11:00", ""]
