"""Several laptops, random acts, packets lost, doubled and reordered, clocks wrong by days, laptops restored from old copies: all agree."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from reviewer.casefile.errors import Refused
from reviewer.domain.events import Interest, InterestDeclared, Outcome, Recommended, Stage, StageSet
from reviewer.domain.interventions import PlaceMoved, RatingExcluded, RatingStanding
from reviewer.domain.settlement import ConflictSettled
from reviewer.packing import hand_in
from tests.casefile.conftest import NOON, application, received
from tests.exchange.laptops import OFFICE, Laptop, member, office, parsed, rated

IDS = ("2026-1", "2026-2")
MEMBERS = st.sampled_from(["bergen", "oslo"])
KEYS = st.sampled_from(IDS)
LATER = NOON + timedelta(days=400)


class Laptops(RuleBasedStateMachine):
    """A secretariat and two members; `sent` are all packets that ever left a member's laptop."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.office = office(self.folder, IDS)
        self.base = self.office.path.read_bytes()
        self.members = {seat: member(self.folder, seat, self.office) for seat in ("bergen", "oslo")}
        self.saved = {seat: laptop.path.read_bytes() for seat, laptop in self.members.items()}
        self.sent: list[bytes] = []
        self.at = NOON + timedelta(days=1)

    def tick(self) -> None:
        self.at += timedelta(minutes=1)

    def tried(self, laptop: Laptop, bodies: list[object]) -> None:
        """Act; where the laptop's own feed has two versions, or the case does not allow it, nothing is written and that is told."""
        self.tick()
        with contextlib.suppress(Refused):
            laptop.act(bodies, self.at)  # type: ignore[arg-type]

    @rule(seat=MEMBERS, key=KEYS, score=st.integers(1, 5), benefit=st.none() | st.integers(1, 5))
    def rate(self, seat: str, key: str, score: int, benefit: int | None) -> None:
        self.tried(self.members[seat], [*rated(key, seat, score, benefit)])

    @rule(seat=MEMBERS, key=KEYS, interest=st.sampled_from(Interest))
    def declare(self, seat: str, key: str, interest: Interest) -> None:
        self.tried(self.members[seat], [InterestDeclared(application=key, declarer=seat, interest=interest)])

    @rule(by=st.sampled_from([OFFICE, "oslo"]), seat=MEMBERS, key=KEYS, interest=st.sampled_from(Interest))
    def an_interest_is_written_down(self, by: str, seat: str, key: str, interest: Interest) -> None:
        self.tried(self.laptop(by), [InterestDeclared(application=key, declarer=seat, interest=interest)])

    @rule(by=st.sampled_from([OFFICE, "oslo"]), key=KEYS, standing=st.sampled_from(RatingStanding))
    def a_rating_is_left_out_or_counts_again(self, by: str, key: str, standing: RatingStanding) -> None:
        self.tried(self.laptop(by), [RatingExcluded(application=key, rater="bergen", reason="x", standing=standing)])

    @rule(key=KEYS, to=st.integers(1, 2))
    def the_chair_moves_an_application(self, key: str, to: int) -> None:
        self.tried(self.members["oslo"], [PlaceMoved(application=key, to=to, reason="x")])

    @rule(data=st.data())
    def the_office_settles_a_conflict(self, data: st.DataObject) -> None:
        if conflicts := self.office.file.case().conflicts:
            conflict = data.draw(st.sampled_from(conflicts))
            kept = data.draw(st.sampled_from(conflict.events))
            dropped = tuple(event.id for event in conflict.events if event is not kept)
            settled = ConflictSettled(
                field=conflict.register, kept=kept.id, dropped=dropped, holder=kept.seat, of=kept.feed, application=kept.application
            )
            self.tried(self.office, [settled])

    def laptop(self, seat: str) -> Laptop:
        return self.office if seat == OFFICE else self.members[seat]

    @rule(seat=MEMBERS)
    def undo(self, seat: str) -> None:
        self.tick()
        laptop = self.members[seat]
        with contextlib.suppress(Refused):
            laptop.file.undo(seat, self.at + laptop.wrong)

    @rule(seat=MEMBERS)
    def hand_in_and_pack(self, seat: str) -> None:
        self.tick()
        laptop = self.members[seat]
        with contextlib.suppress(Refused):
            hand_in(laptop.file, seat, self.at + laptop.wrong)
        self.sent.append(laptop.pack(self.at))

    @rule(seat=MEMBERS, key=KEYS, scores=st.lists(st.integers(1, 5), min_size=1, max_size=3))
    def rate_again_and_again_and_send(self, seat: str, key: str, scores: list[int]) -> None:
        for score in scores:
            self.tried(self.members[seat], [*rated(key, seat, score)])
        self.hand_in_and_pack(seat)

    @rule(seat=MEMBERS, key=KEYS, score=st.integers(1, 5))
    def go_on_in_an_old_copy(self, seat: str, key: str, score: int) -> None:
        self.hand_in_and_pack(seat)
        self.the_laptop_is_restored(seat)
        self.rate_again_and_again_and_send(seat, key, [score])

    @rule(seat=MEMBERS, days=st.integers(-5, 5))
    def set_the_clock_wrong(self, seat: str, days: int) -> None:
        self.members[seat].wrong = timedelta(days=days)

    @rule(data=st.data())
    def a_packet_arrives(self, data: st.DataObject) -> None:
        if self.sent:
            self.office.take(data.draw(st.sampled_from(self.sent)), at=self.at)

    @rule(seat=MEMBERS)
    def a_copy_goes_out(self, seat: str) -> None:
        self.members[seat].take(self.office.pack(self.at, to=seat), at=self.at)

    @rule(seat=MEMBERS)
    def a_copy_of_the_file_is_kept(self, seat: str) -> None:
        self.saved[seat] = self.members[seat].path.read_bytes()

    @rule(seat=MEMBERS)
    def the_laptop_is_restored(self, seat: str) -> None:
        laptop = self.members[seat]
        laptop.file.close()
        laptop.path.write_bytes(self.saved[seat])
        laptop.opened()

    @rule(key=KEYS, outcome=st.sampled_from(Outcome))
    def the_office_recommends(self, key: str, outcome: Outcome) -> None:
        self.tried(self.office, [Recommended(application=key, fields=("outcome",), outcome=outcome)])

    @rule(key=KEYS, amount=st.integers(1, 9))
    def the_office_corrects_an_application(self, key: str, amount: int) -> None:
        self.tried(self.office, [*received(application(key, "Rettet", amount))])

    @rule(stage=st.sampled_from([Stage.RATING, Stage.OPENED]))
    def the_office_opens_or_closes_the_ratings(self, stage: Stage) -> None:
        self.tried(self.office, [StageSet(stage=stage)])

    def teardown(self) -> None:
        if not hasattr(self, "office"):
            return
        try:
            self.agree()
        finally:
            for laptop in (self.office, *self.members.values()):
                laptop.file.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def agree(self) -> None:
        """Bring everything everywhere, as late as no clock is wrong any more; then compare."""
        for laptop in (self.office, *self.members.values()):
            assert not [one for one in laptop.file.verify().problems if one.message.startswith("The list")]
        self.sent += [laptop.pack(LATER) for laptop in self.members.values()]
        self.office.take(*self.sent, at=LATER)
        assert self.office.file.held() == []
        here = self.office.file.ids()
        for packet in map(parsed, self.sent):
            assert {(link.event.id, False) for link in packet.links} <= here
        again = self.replica("igjen", [self.office.pack(LATER, to=OFFICE), *reversed(self.sent)])
        other = self.replica("annet", [*self.sent[::2], self.office.pack(LATER, to=OFFICE), *self.sent, *self.sent[1::2]])
        assert again.file.hash() == other.file.hash() == self.office.file.hash()
        assert again.file.case() == other.file.case() == self.office.file.case()
        for seat, laptop in self.members.items():
            copy = self.office.pack(LATER, to=seat)
            laptop.take(copy, copy, at=LATER)
            fresh = Laptop(self.folder, seat, name=f"ny {seat}")
            fresh.take(copy, at=LATER)
            seen = self.office.file.case().seen_by(seat)
            assert fresh.file.case().seen_by(seat) == seen
            if not any(isinstance(event.body, RatingExcluded) for event in self.office.file.events()):
                assert fresh.file.case() == seen  # who has left a rating out has that on its laptop, and sees it once ratings are open
            assert not [one for one in fresh.file.verify().problems if "two different events" not in one.message]
            fresh.file.close()
        for laptop in (again, other):
            laptop.file.close()

    def replica(self, name: str, packets: list[bytes]) -> Laptop:
        folder = self.folder / name
        folder.mkdir()
        laptop = Laptop(folder, OFFICE)
        laptop.path.write_bytes(self.base)
        laptop.opened()
        for packet in packets:
            laptop.take(packet, at=LATER)
        return laptop


TestLaptops = Laptops.TestCase
TestLaptops.settings = settings(max_examples=25, stateful_step_count=25)
