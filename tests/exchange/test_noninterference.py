"""Two cases that differ only in what a seat may not see give that seat the same packets, answers and papers, byte for byte."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reviewer.casefile.browse import Browser
from reviewer.casefile.errors import Refused
from reviewer.casefile.file import CaseFile, create
from reviewer.casefile.views import Sort, View
from reviewer.cli.main import main
from reviewer.closing import lock_minutes
from reviewer.domain.enrolment import HandedIn
from reviewer.domain.events import (
    BudgetSet,
    CaseOpened,
    Dissented,
    Happening,
    Interest,
    InterestDeclared,
    Outcome,
    Problem,
    Recommended,
    RowSetAside,
    RowSettled,
    Ruling,
    Stage,
    StageSet,
    VerdictRuled,
)
from reviewer.domain.interventions import GrantDeclined, PlaceMoved, RatingExcluded
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.acts import Manner, MotionKind
from reviewer.domain.recommendation import GRANTING
from reviewer.packing import outgoing_for
from tests.casefile.conftest import NOON, application, received
from tests.exchange.laptops import OFFICE, council, rated

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A failing example is a whole round with all its commands: making it smaller would take minutes."""

SEAT = "bergen"
MEETING = "m1"
HELD_BACK = "2026-7"
SEEN = ("2026-1", "2026-2", "2026-10")


@dataclass(frozen=True)
class Act:
    """One act: who, what, when; acts in a row have a minute each."""

    seat: str
    bodies: tuple[Happening, ...]
    minute: int


def acts_on(key: str, seats: Sequence[str]) -> st.SearchStrategy[tuple[str, tuple[Happening, ...]]]:
    """Return what may happen to one application."""
    scores = st.integers(1, 5)
    raters = [seat for seat in seats if seat != OFFICE]
    rate = st.builds(
        lambda seat, a, b, text: (seat, tuple(rated(key, seat, a, b, text))), st.sampled_from(raters), scores, scores, st.text(max_size=5)
    )
    office: st.SearchStrategy[Happening] = st.one_of(
        st.builds(lambda amount: received(application(key, "Ny tittel", amount))[0], st.integers(1, 6_000_000)),
        st.just(VerdictRuled(application=key, rule="cap", ruling=Ruling.WAIVED, reason="grunn")),
        st.builds(
            lambda outcome: Recommended(
                application=key,
                fields=("outcome", "amount", "departure"),
                outcome=outcome,
                amount=5 if outcome in GRANTING else 0,
                departure="x",
            ),
            st.sampled_from(Outcome),
        ),
        st.builds(lambda to: PlaceMoved(application=key, to=to, reason="x"), st.integers(1, 3)),
        st.builds(lambda seat: RatingExcluded(application=key, rater=seat, reason="x"), st.sampled_from(raters)),
        st.just(GrantDeclined(application=key, reason="x")),
        st.builds(lambda seat: Dissented(application=key, dissenter=seat, text="uenig"), st.sampled_from(raters)),
    )
    hand = st.builds(lambda seat: (seat, (HandedIn(application=key, seat=seat),)), st.sampled_from(raters))
    return st.one_of(rate, hand, st.builds(lambda body: (OFFICE, (body,)), office))


UNDO = st.sampled_from([(OFFICE, ()), ("oslo", ())])
VISIBLE = st.lists(st.one_of([acts_on(key, ("oslo", SEAT, OFFICE)) for key in SEEN]), max_size=8)
HIDDEN = st.lists(acts_on(HELD_BACK, ("oslo", OFFICE)), max_size=6)


def row(key: str, about: str) -> RowSetAside:
    problem = Problem(expected="tall", application=about, value="x")
    return RowSetAside(key=key, application=about, cells={"title": about}, problems=(problem,), source="batch.csv")


def made(path: Path, visible: Sequence[Any], hidden: Sequence[Any] | None, stage: Stage) -> CaseFile:
    """Make a case; `hidden` is what happens to the application that the seat is recused from, None where there is no such application."""
    opened = CaseOpened(committee=council(), committee_hash="0" * 64, program="test", title="2026-1")
    with mock.patch("uuid.uuid4", return_value="case"), mock.patch("secrets.token_hex", return_value="00"):
        file = create(path, opened, OFFICE, NOON)
        batch = [application(key) for key in SEEN]
        if hidden is not None:
            batch.insert(1, application(HELD_BACK, "Hemmelig", 900_000))
        file.append(OFFICE, [*received(*batch), row("a", "2026-1")], NOON + timedelta(minutes=1))
        if hidden is not None:
            recusal = InterestDeclared(application=HELD_BACK, declarer=SEAT, interest=Interest.RECUSED, ground="§ 6")
            file.append(OFFICE, [row("b", HELD_BACK), recusal], NOON + timedelta(minutes=2))
            for index, (seat, bodies) in enumerate(hidden):
                file.append(seat, bodies, NOON + timedelta(minutes=3, seconds=index))
            file.append(OFFICE, [RowSettled(key="b", reason="repaired")], NOON + timedelta(minutes=4))
        for index, (seat, bodies) in enumerate(visible):
            file.append(seat, bodies, NOON + timedelta(minutes=5 + index))
        if stage is not Stage.RATING:
            file.append(OFFICE, [StageSet(stage=Stage.OPENED)], NOON + timedelta(hours=1))
        file.append(OFFICE, [BudgetSet(amount=1_500_000)], NOON + timedelta(hours=2))
    return file


COMMANDS = (
    ("show", "--json"),
    ("show",),
    ("show", "2026-1"),
    ("check", "--json"),
    ("check",),
    ("economics", "--json"),
    ("economics",),
    ("rank", "--json"),
    ("rank",),
    ("rank", "--method", "median", "--json"),
    ("rank", "--method", "borda", "--json"),
    ("rank", "--method", "kemeny", "--json"),
    ("fund", "--json"),
    ("fund", "--strategy", "optimal", "--json"),
    ("fund",),
    ("log", "--json"),
    ("log",),
    ("conflicts", "--json"),
    ("conflicts", "--suggest"),
    ("prices", "--json"),
    ("prices", "--fund", "--json"),
    ("ratings", "--json"),
    ("ratings",),
    ("confirm", "--dry-run", "--json"),
    ("phase", "--json"),
    ("status", "--json"),
    ("status",),
    ("drop",),
    ("agenda", "--json"),
    ("agenda",),
    ("agenda", "--order", "line", "--dry-run"),
    ("meeting", "--json"),
    ("meeting",),
    ("minutes", "--json"),
    ("minutes",),
    ("minutes", "--toml"),
    ("due", "--on", "2027-01-01", "--json"),
    ("reserve", "--json"),
    ("due", "--on", "2027-01-01"),
    ("recommend-line", "--dry-run", "--json"),
    ("settle", "0"),
    ("show", HELD_BACK),
    ("check", HELD_BACK),
)


OF_THE_WHOLE_FILE = frozenset(["archive", "verify", "merge", "sync", "identity"])
"""What whoever holds the file does with all of it; a seat's own packet is compared below, and its copy is made of that."""

WITHOUT_A_CASE = frozenset(["committees", "form", "schema", "npv", "template", "new", "demo"])
"""What answers from no case, or makes one."""

APP = frozenset(["open", "serve"])
"""What opens the app, whose screens are compared by `tests/tui/test_noninterference.py`."""


def answers(file: CaseFile, folder: Path) -> Iterator[tuple[object, ...]]:
    """Yield all that the seat can get of the case: its packet, every reading command's answer, its papers, the lists of the app."""
    yield ("packet", outgoing_for(file, SEAT, None, NOON + timedelta(days=1)).content)
    name = file.path.name
    file.close()
    for command, *rest in COMMANDS:
        yield (command, *rest, *called(folder, command, name, *rest, "--as", SEAT))
    yield ("export", *called(folder, "export", name, "--to", "out", "--format", "md,json,ratings", "--as", SEAT))
    for path in sorted((folder / "out").rglob("*")):
        yield (path.name, path.read_bytes())
    browser = Browser(folder / name)
    yield ("info", browser.info(SEAT))
    for sort in Sort:
        view = View(seat=SEAT, sort=sort)
        yield (sort, browser.count(view), browser.lines(view, 0, 50))
    for words in ("hemmelig", "tittel", "2026"):
        view = View(seat=SEAT, text=words)
        yield (words, [line.id for line in browser.lines(view, 0, 50)])
    browser.close()


def called(folder: Path, *arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    before = Path.cwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(list(arguments))
    finally:
        os.chdir(before)
    return status, out.getvalue(), err.getvalue()


@pytest.mark.parametrize("stage", [Stage.RATING, Stage.OPENED])
@given(visible=VISIBLE, hidden=HIDDEN, other=st.none() | HIDDEN)
@settings(max_examples=12, phases=QUICK, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_what_happens_in_a_case_a_seat_is_recused_from_changes_no_byte_that_it_gets(
    stage: Stage, visible: list[Any], hidden: list[Any], other: list[Any] | None
) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        first = list(answers(made(Path(one) / "sak.sak", visible, hidden, stage), Path(one)))
        second = list(answers(made(Path(two) / "sak.sak", visible, other, stage), Path(two)))
    for left, right in zip(first, second, strict=True):
        assert left == right


OTHERS = st.lists(st.builds(lambda a, b: ("oslo", tuple(rated("2026-1", "oslo", a, b))), st.integers(1, 5), st.integers(1, 5)), max_size=3)


@given(visible=st.lists(acts_on("2026-2", (SEAT, OFFICE)), max_size=4), others=OTHERS, changed=OTHERS)
@settings(max_examples=10, phases=QUICK, suppress_health_check=[HealthCheck.too_slow])
def test_before_the_ratings_are_open_nobody_elses_rating_changes_a_byte(visible: list[Any], others: list[Any], changed: list[Any]) -> None:
    given_ = [[*one, *visible] for one in (others, changed)]
    longest = max(map(len, given_))
    padded = [[*[("oslo", ())] * (longest - len(one)), *one] for one in given_]
    found = []
    for done in padded:
        with tempfile.TemporaryDirectory() as folder:
            found.append(list(answers(made(Path(folder) / "sak.sak", done, None, Stage.RATING), Path(folder))))
    for left, right in zip(*found, strict=True):
        assert left == right


def dealt_with(key: str, number: str, outcome: Outcome, amount: int, voters: tuple[str, ...]) -> tuple[Happening, ...]:
    """Return a case from the motion to the decision; the first of the voters leads."""
    given_ = amount if outcome in GRANTING else None
    return (
        acts.MotionMade(application=key, motion=number, kind=MotionKind.MAIN, proposer=voters[0], outcome=outcome, amount=given_),
        acts.VoteTaken(application=key, motion=number, manner=Manner.UNANIMOUS, voters=voters, chair=voters[0], meeting=MEETING),
        acts.Decided(application=key, meeting=MEETING, motion=number, outcome=outcome, taking_part=voters, chair=voters[0], amount=given_),
    )


def in_the_room(key: str, voters: tuple[str, ...]) -> st.SearchStrategy[tuple[Happening, ...]]:
    """Return what may happen to a case in a meeting; what does not fit together is refused, and not done."""
    name, floor = {"application": key}, {"meeting": MEETING, "application": key}
    outcomes = st.sampled_from([Outcome.RECOMMENDED, Outcome.NOT_RECOMMENDED])
    whole = st.builds(dealt_with, st.just(key), st.sampled_from("123"), outcomes, st.sampled_from([5, 7]), st.just(voters))
    said: st.SearchStrategy[Happening] = st.one_of(
        st.builds(partial(acts.RemarkEntered, remarker="oslo", **floor), text=st.text(max_size=5)),
        st.builds(partial(acts.TriageSet, **name), triage=st.sampled_from(acts.Triage)),
        st.just(acts.DiscussionAsked(application=key, asker="oslo")),
        st.just(acts.ActingChairSet(application=key, chair="oslo", reason="x")),
        st.just(acts.FloorGiven(state=acts.FloorState.OPEN, **floor)),
        st.builds(partial(InterestDeclared, declarer="oslo", ground="x", **name), interest=st.sampled_from(Interest)),
    )
    return st.one_of(whole, whole, whole.map(lambda done: done[:2]), st.tuples(said))


def sat(file: CaseFile, visible: Sequence[tuple[Happening, ...]], hidden: Sequence[tuple[Happening, ...]] | None) -> CaseFile:
    """Hold a meeting and lock its minutes; `hidden` is what happens in the case that the seat is recused from."""
    start = NOON + timedelta(hours=3)
    file.append(OFFICE, [StageSet(stage=Stage.MEETING), acts.MeetingCalled(meeting=MEETING, date=start.date(), place="Oslo")], start)
    present = [acts.AttendanceNoted(meeting=MEETING, attendee=seat, presence=acts.Presence.PRESENT) for seat in ("oslo", SEAT)]
    file.append(OFFICE, present, start + timedelta(minutes=1))
    placed = [(SEEN[0], 1), (HELD_BACK, 2), (SEEN[1], 3)]
    for key, position in placed:
        if key != HELD_BACK or hidden is not None:
            item = acts.ItemPlaced(application=key, meeting=MEETING, number=f"{position}/26", position=position)
            file.append(OFFICE, [item], start + timedelta(minutes=1 + position))
    for minute, done in ((10, hidden or ()), (20, visible)):
        for index, bodies in enumerate(done):
            with contextlib.suppress(Refused):
                file.append(OFFICE, bodies, start + timedelta(minutes=minute, seconds=index))
    for minute, (key, _) in enumerate(placed, start=30):
        if key != HELD_BACK or hidden is not None:
            closed = acts.FloorGiven(application=key, meeting=MEETING, state=acts.FloorState.CLOSED)
            file.append(OFFICE, [closed], start + timedelta(minutes=minute))
    lock_minutes(file, OFFICE, MEETING, start + timedelta(hours=1), "oslo")
    return file


IN_SEEN_CASES = st.lists(st.one_of([in_the_room(key, ("oslo", SEAT)) for key in SEEN[:2]]), max_size=4)
IN_HIDDEN_CASE = st.lists(in_the_room(HELD_BACK, ("oslo",)), max_size=5)


@given(visible=IN_SEEN_CASES, hidden=IN_HIDDEN_CASE, other=st.none() | IN_HIDDEN_CASE)
@settings(max_examples=12, phases=QUICK, suppress_health_check=[HealthCheck.too_slow])
def test_what_a_meeting_does_with_a_case_a_seat_is_recused_from_changes_no_byte_that_it_gets(
    visible: list[Any], hidden: list[Any], other: list[Any] | None
) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        found = []
        for folder, acted in ((one, hidden), (two, other)):
            before = made(Path(folder) / "sak.sak", [], None if acted is None else [], Stage.OPENED)
            found.append(list(answers(sat(before, visible, acted), Path(folder))))
    for left, right in zip(*found, strict=True):
        assert left == right
