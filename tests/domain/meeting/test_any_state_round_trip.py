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
from reviewer.domain.meeting.quorum import quorum
from reviewer.domain.meeting.record import Record
from reviewer.domain.meeting.recorded import recorded
from reviewer.domain.meeting.recusals import who_decides
from reviewer.domain.meeting.reheard import reheard
from reviewer.domain.meeting.rehearsal import rehearsed
from reviewer.domain.meeting.restaged import restaged
from reviewer.domain.meeting.rulebook import voting_rules
from reviewer.domain.meeting.sitting import Item, meeting
from reviewer.domain.registers import Dating
from reviewer.intake.minutes import read_minutes
from reviewer.language.speech import Speech
from tests.domain.meeting.room import CHAIR, MEETING, NOON, OFFICE, SEATS, Room, council

IDS = ("A", "B")
KEYS = st.sampled_from(IDS)
WHO = st.sampled_from(SEATS[:5])
TIMED = st.sampled_from(["timed", "untimed"])


def read_again(record: Record, room: Room) -> Record:
    """Write the file, read it, and take it into a fresh case."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "protokoll.toml"
        path.write_text(minutes_toml(record), encoding="utf-8")
        found = read_minutes(path, room.case.committee, frozenset(IDS), Speech("nb"))
    assert found.record == record, found.problems
    heard = reheard(room.events, OFFICE, restaged(found.record, room.case.committee), NOON)
    assert heard.refused == ()
    room.write(*(step.body for step in heard.steps))
    kept = minutes(room.case, MEETING)
    assert kept is not None
    return recorded(kept)


class Written(RuleBasedStateMachine):
    """A council of five; after everything that is done, the minutes are written and read."""

    @initialize(there=st.sampled_from([SEATS[:3], SEATS[:4], SEATS[:5]]))
    def begin(self, there: tuple[str, ...]) -> None:
        self.room = Room(council(size=5), IDS).sit(*there, items=IDS)
        self.minute = 0

    def done(self, *bodies: Happening) -> bool:
        at = NOON + timedelta(days=1, seconds=len(self.room.events))
        if rehearsed(self.room.events, OFFICE, bodies, Dating(at)) is not None:
            return False
        self.room.write(*bodies)
        return True

    def item(self, key: str) -> Item:
        found = meeting(self.room.case, MEETING)
        item = found.item(key) if found else None
        assert item is not None
        return item

    @rule(seat=WHO, presence=st.sampled_from(Presence), timed=TIMED)
    def somebody_comes_or_goes(self, seat: str, presence: Presence, timed: str) -> None:
        self.minute += 1
        at = f"{10 + self.minute // 60}:{self.minute % 60:02}" if timed == "timed" else ""
        self.done(acts.AttendanceNoted(meeting=MEETING, attendee=seat, presence=presence, at_time=at))

    @rule(key=KEYS, seat=WHO)
    def somebody_is_recused(self, key: str, seat: str) -> None:
        self.done(InterestDeclared(application=key, declarer=seat, interest=Interest.RECUSED, ground="office"))

    @rule(key=KEYS, seat=WHO, standing=st.sampled_from([Standing.RECUSED, Standing.TAKES_PART]))
    def the_body_decides_on_an_interest(self, key: str, seat: str, standing: Standing) -> None:
        if seat in self.item(key).standings:
            return
        by = who_decides(self.room.case, key, seat, MEETING)
        self.done(acts.RecusalDecided(application=key, concerned=seat, standing=standing, ground="office", decided_by=by))

    @rule(key=KEYS, chair=st.one_of(WHO, st.just("")))
    def another_leads(self, key: str, chair: str) -> None:
        self.done(acts.ActingChairSet(application=key, chair=chair, reason="Bytter"))

    @rule(key=KEYS, number=st.sampled_from(["1", "2", "3"]), kind=st.sampled_from(MotionKind), outcome=st.none() | st.sampled_from(Outcome))
    def somebody_moves(self, key: str, number: str, kind: MotionKind, outcome: Outcome | None) -> None:
        amount = 4 if outcome in {Outcome.RECOMMENDED, Outcome.CONDITIONS} else None
        self.done(acts.MotionMade(application=key, motion=number, kind=kind, proposer=CHAIR, outcome=outcome, amount=amount))

    @rule(key=KEYS, number=st.sampled_from(["1", "2", "3"]), manner=st.sampled_from(Manner), against=st.integers(0, 3))
    def they_vote(self, key: str, number: str, manner: Manner, against: int) -> None:
        voters = quorum(self.room.case, MEETING, key).taking_part
        noes = voters[: min(against, len(voters))] if manner is not Manner.UNANIMOUS else ()
        ayes = tuple(seat for seat in voters if seat not in noes)
        item = self.item(key)
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
        carried = carried_motions(item, voting_rules(self.room.case.committee))
        body = drafted(self.room.case.committee, MEETING, item, carried[-1]) if carried else None
        if isinstance(body, acts.Decided):
            self.done(body)

    @rule(key=KEYS, state=st.sampled_from(FloorState))
    def a_case_comes_up(self, key: str, state: FloorState) -> None:
        self.done(acts.FloorGiven(application=key, meeting=MEETING, state=state))

    @rule(up_to=st.integers(10_000_000, 10_000_009))
    def they_allow_more(self, up_to: int) -> None:
        there = quorum(self.room.case, MEETING).taking_part
        chair = CHAIR if CHAIR in there else next(iter(there), "")
        body = acts.OverrunDecided(meeting=MEETING, up_to=up_to, reason="x", taking_part=there, chair=chair, for_count=len(there))
        self.done(body)

    @rule(key=KEYS, seat=WHO)
    def somebody_dissents(self, key: str, seat: str) -> None:
        self.done(Dissented(application=key, dissenter=seat, text="Uenig."))

    @rule(data=st.data())
    def something_is_taken_back(self, data: st.DataObject) -> None:
        event = data.draw(st.sampled_from(self.room.events))
        if event.kind in {"acting_chair_set", "vote_taken", "decided", "motion_made"}:
            self.done(Undone(events=(event.id,), application=event.application, of=event.feed))

    def teardown(self) -> None:
        if not hasattr(self, "room"):
            return
        kept = minutes(self.room.case, MEETING)
        assert kept is not None
        record = recorded(kept)
        assert read_again(record, Room(council(size=5), IDS)) == record


TestWritten = Written.TestCase
TestWritten.settings = settings(max_examples=40, stateful_step_count=30, deadline=None, derandomize=True)


def test_who_came_at_a_time_and_was_out_when_the_first_case_came_up_had_not_come_later() -> None:
    held = Written()
    held.begin(there=SEATS[:3])
    held.somebody_comes_or_goes(seat=CHAIR, presence=Presence.PRESENT, timed="timed")
    held.somebody_comes_or_goes(seat=CHAIR, presence=Presence.ABSENT, timed="untimed")
    held.a_case_comes_up(key="A", state=FloorState.OPEN)
    kept = minutes(held.room.case, MEETING)
    assert kept is not None
    assert read_again(recorded(kept), Room(council(size=5), IDS)) == recorded(kept)
