"""No sequence of acts, undone or not, leads to a decision that the rules do not allow, or changes anything after the lock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reviewer.domain.case import fold
from reviewer.domain.committee import QuorumRules
from reviewer.domain.events import BudgetSet, Dissented, Event, Happening, Interest, InterestDeclared, Outcome, Recommended, Undone
from reviewer.domain.feeds import feed_of
from reviewer.domain.interventions import GrantDeclined
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import FloorState, Manner, MotionKind, Presence, Standing
from reviewer.domain.meeting.locking import Head, locking
from reviewer.domain.meeting.quorum import quorum
from reviewer.domain.meeting.rehearsal import rehearsed
from reviewer.domain.meeting.sitting import meeting, meetings
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.registers import Dating
from tests.domain.meeting.room import CHAIR, MEETING, NOON, OFFICE, SEATS, Room, council

IDS = ("A", "B", "C")
FRAME = 10
KEYS = st.sampled_from(IDS)
WHO = st.sampled_from(SEATS[:5])
SOME = st.lists(WHO, unique=True, max_size=5).map(tuple)
AMOUNTS = st.sampled_from([None, 0, 4, 6, 9])
NUMBERS = st.sampled_from(["1", "2"])
LATER = "m2"
BOTH = st.sampled_from([MEETING, MEETING, LATER])

VOTES = st.builds(
    acts.VoteTaken,
    application=KEYS,
    motion=NUMBERS,
    manner=st.just(Manner.SHOW),
    voters=SOME,
    chair=WHO,
    meeting=BOTH,
    for_count=st.integers(0, 5),
    against_count=st.integers(0, 3),
    chair_voted=st.just("for"),
    against_motion=st.sampled_from(["", "1"]),
)
DECISIONS = st.builds(
    acts.Decided,
    application=KEYS,
    meeting=BOTH,
    motion=NUMBERS,
    outcome=st.sampled_from(Outcome),
    taking_part=st.just(SEATS[:4]),
    chair=st.just(CHAIR),
    amount=AMOUNTS,
)
DAYS = st.sampled_from([date(2018, 3, 1), date(2018, 6, 1)])
BESIDE = st.one_of(
    st.builds(acts.RemarkEntered, meeting=BOTH, remarker=WHO, text=st.sampled_from(["x", ""]), application=st.just("") | KEYS),
    st.builds(
        acts.MatterPlaced, meeting=BOTH, matter=st.just("m"), number=st.just("9/18"), position=st.none() | st.just(9), title=st.just("x")
    ),
    st.builds(acts.TriageSet, application=KEYS, triage=st.sampled_from(acts.Triage)),
    st.builds(acts.DiscussionAsked, application=KEYS, asker=WHO),
    st.builds(acts.InterestConfirmed, application=st.just("") | KEYS, declarer=WHO, meeting=BOTH),
    st.builds(Recommended, application=KEYS, fields=st.just(("outcome", "amount")), outcome=st.sampled_from(Outcome), amount=AMOUNTS),
    st.builds(acts.RecipientDecided, application=KEYS, outcome=st.sampled_from(Outcome), day=DAYS, amount=AMOUNTS, reason=st.just("x")),
    st.builds(acts.MilestoneSet, application=KEYS, milestone=st.sampled_from(acts.Milestone), done=DAYS, amount=AMOUNTS),
)
"""What else happens about the decisions, before and after them."""


class Sitting(RuleBasedStateMachine):
    """A council of five at the table, its secretary and its chair both writing; what is refused is not done."""

    @initialize(rules=st.sampled_from(QuorumRules))
    def begin(self, rules: QuorumRules) -> None:
        self.room = Room(council(rules, 5), IDS, FRAME).sit(*SEATS[:4], items=IDS)
        self.count = 10
        self.room.write(acts.MeetingCalled(meeting=LATER, date=date(2018, 3, 2), place="Bergen"))
        self.needed = {QuorumRules.KOMMUNELOVEN: 3, QuorumRules.FORVALTNINGSLOVEN_NEW: 3}[rules]
        self.present = {MEETING: set(SEATS[:4]), LATER: set[str]()}
        self.there: dict[str, frozenset[str]] = {}
        self.locked_as: dict[str, object] = {}

    def done(self, *bodies: Happening, seat: str = OFFICE) -> bool:
        """Do an act where it is allowed."""
        at = NOON + timedelta(days=1, seconds=len(self.room.events))
        if rehearsed(self.room.events, seat, bodies, Dating(at)) is not None:
            return False
        self.room.write(*bodies, seat=seat)
        return True

    def room_now(self, meeting_id: str, key: str) -> tuple[str, ...]:
        return quorum(self.room.case, meeting_id, key).taking_part

    @rule(seat=WHO, where=BOTH, presence=st.sampled_from(Presence))
    def somebody_comes_or_goes(self, seat: str, where: str, presence: Presence) -> None:
        if self.done(acts.AttendanceNoted(meeting=where, attendee=seat, presence=presence)):
            (self.present[where].add if presence is Presence.PRESENT else self.present[where].discard)(seat)

    @rule(key=KEYS, seat=WHO, interest=st.sampled_from([Interest.NONE, Interest.NONE, Interest.POSSIBLE, Interest.RECUSED]))
    def somebody_declares(self, key: str, seat: str, interest: Interest) -> None:
        self.done(InterestDeclared(application=key, declarer=seat, interest=interest, ground="x"))

    @rule(key=KEYS, seat=WHO, standing=st.sampled_from(Standing), deciding=SOME)
    def the_body_decides_on_an_interest(self, key: str, seat: str, standing: Standing, deciding: tuple[str, ...]) -> None:
        self.done(acts.RecusalDecided(application=key, concerned=seat, standing=standing, ground="x", decided_by=deciding))

    @rule(key=KEYS, chair=st.one_of(WHO, st.just("")))
    def another_leads(self, key: str, chair: str) -> None:
        self.done(acts.ActingChairSet(application=key, chair=chair, reason="x"))

    @rule(key=KEYS, position=st.none() | st.integers(1, 3), where=BOTH)
    def a_case_is_placed(self, key: str, position: int | None, where: str) -> None:
        self.done(acts.ItemPlaced(application=key, meeting=where, number="7/18", position=position))

    @rule(key=KEYS, number=NUMBERS, amount=AMOUNTS, kind=st.sampled_from(MotionKind), outcome=st.none() | st.sampled_from(Outcome))
    def somebody_moves(self, key: str, number: str, amount: int | None, kind: MotionKind, outcome: Outcome | None) -> None:
        self.done(acts.MotionMade(application=key, motion=number, kind=kind, proposer=CHAIR, outcome=outcome, amount=amount))

    @rule(vote=VOTES)
    def they_vote_anyhow(self, vote: acts.VoteTaken) -> None:
        self.voted(vote)

    @rule(key=KEYS, number=NUMBERS, where=BOTH, manner=st.sampled_from([Manner.UNANIMOUS, Manner.NAMES]))
    def they_vote_in_order(self, key: str, number: str, where: str, manner: Manner) -> None:
        voters = self.room_now(where, key)
        found = meeting(self.room.case, where)
        item = found.item(key) if found else None
        chair = item.chair if item else CHAIR
        self.voted(
            acts.VoteTaken(application=key, motion=number, manner=manner, voters=voters, voted_for=voters, chair=chair, meeting=where)
        )

    def voted(self, vote: acts.VoteTaken) -> None:
        if self.done(vote):
            assert set(vote.voters) <= self.present[vote.meeting]
            self.there[self.room.events[-1].id] = frozenset(self.present[vote.meeting])

    @rule(decided=DECISIONS, seat=st.sampled_from([OFFICE, CHAIR]))
    def they_decide(self, decided: acts.Decided, seat: str) -> None:
        found = meeting(self.room.case, decided.meeting)
        item = found.item(decided.application) if found else None
        vote = item.vote(decided.motion) if item else None
        self.done(replace(decided, taking_part=vote.voters, chair=vote.chair) if vote else decided, seat=seat)

    def in_order(self, key: str, where: str) -> None:
        """Have the case on the agenda, everybody in the room and nobody in doubt, as far as that is allowed, and somebody lead."""
        self.done(acts.ItemPlaced(application=key, meeting=where, number=f"{IDS.index(key) + 1}/18", position=1))
        for seat in SEATS[:5]:
            self.somebody_declares(key, seat, Interest.NONE)
            if seat in self.room.case.dossiers[key].standings:
                self.done(acts.RecusalDecided(application=key, concerned=seat, standing=Standing.OPEN, ground=""))
            if seat not in self.present[where]:
                self.somebody_comes_or_goes(seat, where, Presence.PRESENT)
        self.done(acts.ActingChairSet(application=key, chair="", reason="x"))

    @rule(key=KEYS, amount=st.integers(3, 9), outcome=st.sampled_from(Outcome), where=BOTH, ready=st.booleans())
    def a_case_is_dealt_with(self, key: str, amount: int, outcome: Outcome, where: str, *, ready: bool) -> None:
        """Take the case from the motion to the decision, as a secretary would."""
        if ready:
            self.in_order(key, where)
        found = meeting(self.room.case, where)
        item = found.item(key) if found else None
        if item is None:
            return
        self.count += 1
        number, voters, given = str(self.count), self.room_now(where, key), amount if outcome in GRANTING else None
        moved = acts.MotionMade(application=key, motion=number, kind=MotionKind.MAIN, proposer=OFFICE, outcome=outcome, amount=given)
        vote = acts.VoteTaken(application=key, motion=number, manner=Manner.UNANIMOUS, voters=voters, chair=item.chair, meeting=where)
        decided = acts.Decided(
            application=key, meeting=where, motion=number, outcome=outcome, taking_part=voters, chair=item.chair, amount=given
        )
        seat = OFFICE if self.count % 2 else CHAIR
        if self.done(moved, seat=seat):
            self.voted(vote)
            self.done(decided, seat=seat)

    @rule(up_to=st.integers(10, 20), where=BOTH)
    def they_allow_more_in_order(self, up_to: int, where: str) -> None:
        self.they_vote_on_more(up_to, quorum(self.room.case, where).taking_part, where, 1, "")

    @rule(up_to=st.integers(0, 20), deciding=SOME, where=BOTH, against=st.integers(0, 3), leads=st.sampled_from(["", "for", "against"]))
    def they_vote_on_more(self, up_to: int, deciding: tuple[str, ...], where: str, against: int, leads: str) -> None:
        body = acts.OverrunDecided(meeting=where, up_to=up_to, reason="x", taking_part=deciding, chair=CHAIR, chair_voted=leads)
        votes_for = len(deciding) - against
        if self.done(replace(body, for_count=votes_for, against_count=against)):
            assert votes_for > against or (votes_for == against and leads == "for")

    @rule(amount=st.integers(0, 20))
    def the_frame_is_set(self, amount: int) -> None:
        self.done(BudgetSet(amount=amount))

    @rule(seat=WHO, where=BOTH, presence=st.sampled_from(Presence))
    def somebody_says_when_it_can_be_there(self, seat: str, where: str, presence: Presence) -> None:
        self.done(acts.AttendanceExpected(meeting=where, attendee=seat, presence=presence, arrives="10:30"))

    @rule(day=st.none() | st.just(date(2018, 9, 1)))
    def the_reserve_list_holds_until(self, day: date | None) -> None:
        self.done(acts.ReserveKept(until=day))

    @rule(key=KEYS)
    def a_grant_is_declined(self, key: str) -> None:
        self.done(GrantDeclined(application=key, reason="x"))

    @rule(key=KEYS, seat=WHO)
    def somebody_dissents(self, key: str, seat: str) -> None:
        self.done(Dissented(application=key, dissenter=seat, text="x"))

    @rule(body=BESIDE)
    def something_happens_beside(self, body: Happening) -> None:
        seat = next((seat for name in ("remarker", "asker", "declarer") if (seat := getattr(body, name, ""))), OFFICE)
        if self.done(body, seat=seat) and isinstance(body, acts.RecipientDecided):
            decided = self.room.case.dossiers[body.application].decision
            assert decided is None or decided.meeting in self.locked_as

    @rule(key=KEYS, outcome=st.sampled_from(Outcome), less=st.integers(0, 2))
    def the_recipient_decides(self, key: str, outcome: Outcome, less: int) -> None:
        given = (self.room.case.dossiers[key].recommendation.amount or 1) - less
        amount = given if outcome in GRANTING else None
        self.something_happens_beside(
            acts.RecipientDecided(application=key, outcome=outcome, day=date(2018, 3, 2), amount=amount, reason="x")
        )
        for step in (acts.Milestone.REFUSAL, acts.Milestone.COMMITMENT, acts.Milestone.PAYMENT):
            self.done(acts.MilestoneSet(application=key, milestone=step, done=date(2018, 3, 2)))

    @rule(where=BOTH, key=st.just("") | KEYS, seat=WHO)
    def the_minutes_are_corrected_and_approved(self, where: str, key: str, seat: str) -> None:
        met = meeting(self.room.case, where)
        assert met is not None
        number = max((one.number for one in met.corrections if one.application == key), default=0) + 1
        for day in (date(2018, 3, 2), date(2018, 3, 3)):
            correction = acts.MinutesCorrected(meeting=where, application=key, number=number, text="x", reason="y", day=day)
            assert self.done(correction) <= (where in self.locked_as and day == date(2018, 3, 2))
        if met.locked is not None:
            self.done(acts.MinutesApproved(meeting=where, approver=seat, content=met.locked.content), seat=seat)

    @rule(key=KEYS, state=st.sampled_from(FloorState), where=BOTH)
    def a_case_comes_up(self, key: str, state: FloorState, where: str) -> None:
        self.done(acts.FloorGiven(application=key, meeting=where, state=state))

    @rule(data=st.data())
    def something_is_taken_back(self, data: st.DataObject) -> None:
        event = data.draw(st.sampled_from(self.room.events))
        if event.kind not in {"case_opened", "application_received", "undone", "meeting_called", "item_placed", "stage_set"}:
            body = Undone(events=(event.id,), application=event.application, of=event.feed)
            if self.done(body, seat=event.seat):
                self.present = {one.id: {seat for seat in one.attendance if self.in_room(one.id, seat)} for one in meetings(self.room.case)}

    def in_room(self, meeting_id: str, seat: str) -> bool:
        """Whether the last note of the seat that was not taken back says that it is there."""
        return seat in quorum(self.room.case, meeting_id).taking_part

    @rule(where=BOTH, earnest=st.sampled_from([1, 0, 0]))
    def the_minutes_are_locked(self, where: str, earnest: int) -> None:
        if not earnest:
            return
        for item in getattr(meeting(self.room.case, where), "items", ()):
            if item.floor is FloorState.OPEN:
                self.a_case_comes_up(item.application, FloorState.CLOSED, where)
        ends = {(event.seat, event.feed): event for event in self.room.events}
        heads = [Head(seat=seat, key="", feed=feed, number=event.number, id=event.id) for (seat, feed), event in ends.items()]
        if self.done(*locking(self.room.case, where, heads, date(2018, 3, 2), CHAIR)):
            self.locked_as[where] = self.settled(where)

    def settled(self, where: str) -> object:
        """Return what a lock has made final: the meeting as it stands, and the applications that it settled."""
        case = self.room.case
        done = {key: (one.decision, one.recommendation) for key, one in case.dossiers.items() if key not in case.locks.pending}
        met = meeting(case, where)
        assert met is not None
        as_locked = replace(met, corrections=(), approvals={})
        return as_locked, {key: done[key] for key in sorted(done)}, case.budget

    @invariant()
    def every_decision_had_a_quorum_and_counted_nobody_it_should_not(self) -> None:
        if not hasattr(self, "room"):
            return
        for dossier in self.room.case.dossiers.values():
            decided = dossier.decision
            if decided is None:
                continue
            assert len(decided.taking_part) >= self.needed
            assert decided.chair in decided.taking_part
            assert not {*decided.taking_part} & dossier.recused()
            votes = [event for event in self.room.events if isinstance(event.body, acts.VoteTaken) and event.application == dossier.id]
            fitting = [self.there[event.id] for event in votes if set(event.body.voters) == set(decided.taking_part)]
            assert any(set(decided.taking_part) <= there for there in fitting)

    @invariant()
    def no_more_is_given_than_the_frame_or_what_was_allowed(self) -> None:
        if not hasattr(self, "room"):
            return
        case = self.room.case
        given = sum(one.recommendation.granted for one in case.dossiers.values() if one.decision and one.declined is None)
        assert case.budget is None or given <= max(case.budget, case.overrun.up_to if case.overrun else 0)

    @invariant()
    def what_is_locked_stays(self) -> None:
        for where, (minutes, done, budget) in getattr(self, "locked_as", {}).items():
            now, settled, frame = self.settled(where)  # type: ignore[misc]
            assert now == minutes
            assert frame == budget
            assert {key: settled[key] for key in done} == done

    def teardown(self) -> None:
        """A copy of any beginning, in any order, is the same meeting."""
        if not hasattr(self, "room"):
            return
        events = self.room.events
        for end in range(5, len(events) + 1, 7):
            mixed = [*events[:end:3], *events[2:end:3], *events[1:end:3]]
            assert meetings(fold(mixed)) == meetings(fold(events[:end]))


TestSitting = Sitting.TestCase
TestSitting.settings = settings(max_examples=60, stateful_step_count=60, deadline=None)


def test_feeds_of_the_room_are_counted_without_gaps() -> None:
    """The machine above writes what a case file would: each feed's numbers go up by one."""
    room = Room().sit(*SEATS)
    chains: dict[tuple[str, str], list[Event]] = {}
    for event in room.events:
        assert event.feed == feed_of(event.body)
        chains.setdefault((event.seat, event.feed), []).append(event)
    assert all(second.number == first.number + 1 for chain in chains.values() for first, second in pairwise(chain))
