"""A meeting on several laptops: votes, decisions and the lock travel in packets, in any order, and all copies agree on what counts."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from reviewer.casefile.errors import Refused
from reviewer.closing import lock_minutes
from reviewer.domain.events import BudgetSet, Interest, InterestDeclared, Outcome, Rated, Stage, StageSet
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import Manner, MotionKind, Presence
from reviewer.domain.meeting.quorum import quorum
from reviewer.domain.meeting.sitting import meeting
from reviewer.packing import hand_in
from tests.casefile.conftest import NOON, application, received
from tests.exchange.laptops import OFFICE, Laptop, member, office, rated
from tests.exchange.test_convergence import IDS, KEYS, MEMBERS, Laptops

CHAIR = "oslo"
MEETING, LATER_MEETING = "m1", "m2"
WRITERS = st.sampled_from([OFFICE, CHAIR])
WHERE = st.sampled_from([MEETING, MEETING, LATER_MEETING])
CALLED = [
    StageSet(stage=Stage.MEETING),
    *(acts.MeetingCalled(meeting=one, date=date(2018, 3, 1), place="Oslo") for one in (MEETING, LATER_MEETING)),
    *(acts.AttendanceNoted(meeting=MEETING, attendee=seat, presence=Presence.PRESENT) for seat in ("oslo", "bergen")),
    *(acts.ItemPlaced(application=key, meeting=MEETING, number=f"{n}/18", position=n) for n, key in enumerate(IDS, start=1)),
]


def dealt_with(laptop: Laptop, key: str, where: str, number: str, outcome: Outcome) -> list[object]:
    """Return the acts from the motion to the decision, as far as this laptop knows who takes part."""
    case = laptop.file.case()
    voters = quorum(case, where, key).taking_part
    found = meeting(case, where)
    item = found.item(key) if found else None
    chair = item.chair if item else CHAIR
    amount = 5 if outcome is Outcome.RECOMMENDED else None
    return [
        acts.MotionMade(application=key, motion=number, kind=MotionKind.MAIN, proposer=OFFICE, outcome=outcome, amount=amount),
        acts.VoteTaken(application=key, motion=number, manner=Manner.UNANIMOUS, voters=voters, chair=chair, meeting=where),
        acts.Decided(application=key, meeting=where, motion=number, outcome=outcome, taking_part=voters, chair=chair, amount=amount),
    ]


class Meetings(Laptops):
    """The laptops of `test_convergence` with a meeting that the office and the chair both write down, and a lock."""

    the_office_recommends = None  # type: ignore[assignment]
    the_office_opens_or_closes_the_ratings = None  # type: ignore[assignment]

    @initialize()
    def begin(self) -> None:
        super().begin()
        self.count = 0
        self.tried(self.office, CALLED)
        for seat in ("bergen", "oslo"):
            self.a_copy_goes_out(seat)

    def laptop(self, seat: str) -> Laptop:
        return self.office if seat == OFFICE else self.members[seat]

    @rule(seat=WRITERS, key=KEYS, where=WHERE, outcome=st.sampled_from([Outcome.RECOMMENDED, Outcome.POSTPONED]))
    def a_case_is_dealt_with(self, seat: str, key: str, where: str, outcome: Outcome) -> None:
        self.count += 1
        laptop = self.laptop(seat)
        if key in laptop.file.case().dossiers:
            for body in dealt_with(laptop, key, where, f"{seat}-{self.count}", outcome):
                self.tried(laptop, [body])

    @rule(seat=WRITERS, key=KEYS)
    def a_case_is_taken_to_the_later_meeting(self, seat: str, key: str) -> None:
        self.tried(self.laptop(seat), [acts.ItemPlaced(application=key, meeting=LATER_MEETING, number="9/18", position=1)])

    @rule(seat=WRITERS, attendee=MEMBERS, where=WHERE, presence=st.sampled_from(Presence))
    def somebody_comes_or_goes(self, seat: str, attendee: str, where: str, presence: Presence) -> None:
        self.tried(self.laptop(seat), [acts.AttendanceNoted(meeting=where, attendee=attendee, presence=presence)])

    @rule(seat=WRITERS, where=WHERE, earnest=st.sampled_from([1, 0]))
    def the_minutes_are_locked(self, seat: str, where: str, earnest: int) -> None:
        self.tick()
        laptop = self.laptop(seat)
        if earnest:
            with contextlib.suppress(Refused):
                lock_minutes(laptop.file, seat, where, self.at + laptop.wrong)

    @rule(seat=MEMBERS)
    def what_came_after_is_sent(self, seat: str) -> None:
        self.hand_in_and_pack(seat)


TestMeetings = Meetings.TestCase
TestMeetings.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)


def round_of(folder: Path) -> tuple[Laptop, Laptop, Laptop]:
    secretariat = office(folder)
    secretariat.act([*CALLED], NOON + timedelta(hours=1))
    at = NOON + timedelta(hours=2)
    return secretariat, member(folder, "oslo", secretariat, at), member(folder, "bergen", secretariat, at)


def test_what_was_written_before_the_lock_and_comes_after_it_does_not_count(tmp_path: Path) -> None:
    secretariat, chair, bergen = round_of(tmp_path)
    at = NOON + timedelta(hours=3)
    secretariat.act([StageSet(stage=Stage.OPENED)], at)
    for laptop in (chair, bergen):
        laptop.take(secretariat.pack(at, to=laptop.seat), at=at)
    bergen.act(rated("2026-1", "bergen", 5, 5), at)
    hand_in(bergen.file, "bergen", at)
    chair.act([InterestDeclared(application="2026-1", declarer="oslo", interest=Interest.RECUSED, ground="x")], at)
    secretariat.act([StageSet(stage=Stage.MEETING)], at + timedelta(minutes=1))
    secretariat.act(dealt_with(secretariat, "2026-1", MEETING, "1", Outcome.RECOMMENDED), at + timedelta(minutes=2))  # type: ignore[arg-type]
    lock_minutes(secretariat.file, OFFICE, MEETING, at + timedelta(minutes=3))
    before = secretariat.file.case()
    late = at + timedelta(minutes=9)
    merged = secretariat.take(bergen.pack(late), chair.pack(late), at=late)
    assert (merged.added, merged.incoming) == (0, ())
    assert {one.why.message for one in merged.refused} == {"{seat}'s event came after the minutes were locked. It does not count."}
    assert {dict(one.why.values)["seat"] for one in merged.refused} == {"oslo", "bergen"}
    after = secretariat.file.case()
    assert after == before
    assert secretariat.file.verify().ok
    bergen.take(secretariat.pack(late, to="bergen"), at=late)
    assert bergen.file.case() == after.seen_by("bergen")
    assert [event for event in bergen.file.events() if isinstance(event.body, Rated)]


def test_an_old_copy_written_in_after_the_lock_takes_nothing_out_of_it(tmp_path: Path) -> None:
    secretariat, chair, _ = round_of(tmp_path)
    at = NOON + timedelta(hours=3)
    kept = chair.path.read_bytes()
    dissent = acts.RemarkEntered(meeting=MEETING, remarker="oslo", text="Slik var det")
    chair.act([dissent], at)
    secretariat.take(chair.pack(at), at=at)
    lock_minutes(secretariat.file, OFFICE, MEETING, at + timedelta(minutes=1))
    before = secretariat.file.case()
    chair.file.close()
    chair.path.write_bytes(kept)
    chair.opened()
    chair.act([acts.RemarkEntered(meeting=MEETING, remarker="oslo", text="Slik var det ikke")], at + timedelta(minutes=2))
    late = at + timedelta(minutes=5)
    secretariat.take(chair.pack(late), at=late)
    assert secretariat.file.case() == before
    assert [one.text for one in meeting(before, MEETING).remarks] == ["Slik var det"]  # type: ignore[union-attr]


def test_nobody_sees_from_the_lock_that_there_is_a_case_it_is_recused_from(tmp_path: Path) -> None:
    secretariat, _, bergen = round_of(tmp_path)
    at = NOON + timedelta(hours=3)
    secretariat.act([InterestDeclared(application="2026-2", declarer="bergen", interest=Interest.RECUSED, ground="x")], at)
    lock_minutes(secretariat.file, OFFICE, MEETING, at + timedelta(minutes=1))
    late = at + timedelta(minutes=5)
    packet = secretariat.pack(late, to="bergen")
    assert b"2026-2" not in packet
    bergen.take(packet, at=late)
    fresh = Laptop(tmp_path, "bergen", name="ny")
    fresh.take(packet, at=late)
    assert fresh.file.case() == secretariat.file.case().seen_by("bergen")


def test_the_frame_and_the_applications_stay_as_they_were_locked_wherever_a_change_comes_from(tmp_path: Path) -> None:
    secretariat, _, _ = round_of(tmp_path)
    at = NOON + timedelta(hours=3)
    other = Laptop(tmp_path, OFFICE, name="kontor2")
    other.path.write_bytes(secretariat.path.read_bytes())
    lock_minutes(secretariat.file, OFFICE, MEETING, at)
    before = secretariat.file.case()
    other.opened()
    other.file.signer = secretariat.own
    other.act([BudgetSet(amount=99), *received(application("2026-1", "Annet"))], at + timedelta(minutes=1))
    secretariat.take(other.pack(at + timedelta(minutes=2)), at=at + timedelta(minutes=3))
    assert secretariat.file.case() == before


def test_verify_tells_of_a_decision_that_a_merge_has_left_without_a_quorum(tmp_path: Path) -> None:
    secretariat, chair, _ = round_of(tmp_path)
    at = NOON + timedelta(hours=3)
    gone = [acts.AttendanceNoted(meeting=MEETING, attendee=seat, presence=Presence.ABSENT) for seat in ("oslo", "bergen")]
    chair.act(gone, at)
    secretariat.act(dealt_with(secretariat, "2026-1", MEETING, "1", Outcome.RECOMMENDED), at + timedelta(minutes=1))  # type: ignore[arg-type]
    assert secretariat.file.verify().remarks == ()
    secretariat.take(chair.pack(at + timedelta(minutes=2)), at=at + timedelta(minutes=3))
    found = secretariat.file.verify()
    assert (found.ok, found.problems) == (True, ())
    assert [one.message for one in found.remarks] == ["To be put right before the minutes are locked: {what}"]
