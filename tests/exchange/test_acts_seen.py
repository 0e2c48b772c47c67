"""What a seat can do, and every paper it can have written, is the same byte for byte in cases that differ in what it may not see.

Each act is tried on a copy of its own; what it answers, and what the seat sees of the case afterwards, is compared.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.cli.main import COMMANDS as TABLE
from reviewer.cli.meeting_arguments import STEPS
from reviewer.domain.committee import Committee, Seat, SeatRole
from reviewer.domain.events import Stage
from reviewer.domain.proposal import Kind
from tests.exchange import laptops
from tests.exchange.test_noninterference import (
    APP,
    COMMANDS,
    HELD_BACK,
    HIDDEN,
    IN_HIDDEN_CASE,
    OF_THE_WHOLE_FILE,
    QUICK,
    SEAT,
    VISIBLE,
    WITHOUT_A_CASE,
    called,
    made,
    sat,
)

WHY = ("--reason", "grunn")
ACTS = (
    ("import", "soknad.json"),
    ("budget", "1000000"),
    ("assume", "2026-1", "rate=0.03", *WHY),
    ("grade", "2026-1", "Virkning", "--grade", "++", *WHY),
    ("rule", "2026-1", "cap", "waived", *WHY),
    ("rate", "v.csv"),
    ("open-ratings",),
    ("exclude", "2026-1", "oslo", *WHY),
    ("second-round",),
    ("confirm",),
    ("amend", "kommit-radet", *WHY),
    ("draw", "7"),
    ("place", "2026-1", "2", *WHY),
    ("recommend", "2026-1", "--outcome", "recommended", "--amount", "5", "--departure", "grunn"),
    ("recommend", "2026-1", "--dissent", SEAT, "uenig"),
    ("recommend-line",),
    ("declare", "2026-1", "possible"),
    ("agenda", "--order", "place"),
    ("minute", "protokoll.toml"),
    ("decide", "2026-1", "--outcome", "recommended", "--amount", "5"),
    ("milestone", "2026-1", "commitment", "--due", "2027-01-01"),
    ("decline", "2026-1", *WHY),
    ("phase", "preparing"),
    ("hand-in",),
    ("hand-in", "2026-1"),
    ("undo",),
    ("drop", "a", *WHY),
    ("settle", "0"),
    ("meeting", "call", "--date", "2027-01-01", "--place", "Oslo", "--meeting", "m2"),
    ("meeting", "matter", "9/26", "Orientering"),
    ("meeting", "off", "2026-1"),
    ("meeting", "triage", "2026-1", "unless_asked"),
    ("meeting", "ask", "2026-1"),
    ("meeting", "attend", "absent", SEAT),
    ("meeting", "expect", SEAT, "--from", "10:15"),
    ("meeting", "recusal", "2026-1", "oslo", "takes_part"),
    ("meeting", "chair", "2026-1", "oslo", *WHY),
    ("meeting", "open", "2026-1"),
    ("meeting", "wait", "2026-1"),
    ("meeting", "close", "2026-1"),
    ("meeting", "move", "2026-1", "--outcome", "postponed"),
    ("meeting", "vote", "2026-1", "--unanimous"),
    ("meeting", "decide", "2026-1"),
    ("meeting", "dissent", "2026-1", SEAT, "uenig"),
    ("meeting", "remark", SEAT, "merknad"),
    ("meeting", "overrun", "9000000", *WHY),
    ("meeting", "lock", "--anyway"),
    ("meeting", "correct", "rettelse", *WHY),
    ("meeting", "approve"),
    ("meeting", "confirm"),
)
FORMATS = "md,json,html,docx,pdf,xlsx,ratings,pb"


def test_every_command_and_every_step_of_a_meeting_is_compared() -> None:
    compared = {command for command, *_ in (*COMMANDS, *ACTS)} | {"export", "pack"}
    assert {name for name, *_ in TABLE} - OF_THE_WHOLE_FILE - WITHOUT_A_CASE - APP == compared
    assert {act[1] for act in ACTS if act[0] == "meeting"} == set(STEPS)


def council_with(role: SeatRole) -> Committee:
    """Return the council with the compared seat in this role; another one leads where it does not."""
    small = laptops.council()
    roles = {SEAT: role, "oslo": SeatRole.MEMBER if role is SeatRole.CHAIR else SeatRole.CHAIR}
    seats = tuple(Seat(id=seat.id, name=seat.name, role=roles.get(seat.id, seat.role), number=seat.number) for seat in small.seats)
    return Committee(**{name: getattr(small, name) for name in small.__dataclass_fields__} | {"seats": seats})


def tried(folder: Path) -> Iterator[tuple[object, ...]]:
    """Yield what each act answers, and what the seat sees afterwards."""
    for number, (command, *rest) in enumerate(ACTS):
        case, shown = "kopi.sak", folder / str(number)
        shown.mkdir()
        shutil.copyfile(folder / "sak.sak", shown / case)
        (shown / "v.csv").write_text("application;criterion;score;state;comment\n2026-1;reuse;4;;\n2026-2;benefit;1;;\n", encoding="utf-8")
        (shown / "soknad.json").write_text('{"batch": {"committee": "test"}, "applications": []}', encoding="utf-8")
        (shown / "protokoll.toml").write_text("[meeting]\ndate = 2027-01-01\nplace = 'Oslo'\npresent = ['oslo']\n", encoding="utf-8")
        with mock.patch("secrets.token_hex", return_value="00"), late():
            status, out, err = called(shown, command, case, *rest, "--as", SEAT)
        yield (command, *rest, status, out, err)
        yield (command, *rest, "then", *called(shown, "show", case, "--json", "--as", SEAT))


@contextlib.contextmanager
def late() -> Iterator[None]:
    """Set every command's clock ahead; each is loaded first, so that none keeps this clock beyond the test."""
    modules = {import_module(f"reviewer.cli.commands.{module}") for _, module, *_ in TABLE} | {import_module("reviewer.cli.main")}
    with contextlib.ExitStack() as clocks:
        for module in modules:
            if hasattr(module, "now"):
                clocks.enter_context(mock.patch.object(module, "now", _late))
        yield


def _late() -> Any:
    from datetime import UTC, datetime

    return datetime(2027, 1, 1, tzinfo=UTC)


def written(folder: Path) -> Iterator[tuple[object, ...]]:
    """Yield every paper in every format, also as the public may have it, for the seat."""
    for kind in Kind:
        for public in ((), ("--public",)):
            to = f"{kind.value}{len(public)}"
            about = (SEAT,) if kind is Kind.READING_PACK else ()
            formats = FORMATS if kind is Kind.PROPOSAL else "md,json,docx"
            yield (
                to,
                *called(
                    folder, "export", "sak.sak", *about, "--to", to, "--document", kind.value, "--format", formats, *public, "--as", SEAT
                ),
            )
            yield from ((to, path.name, path.read_bytes()) for path in sorted((folder / to).rglob("*")) if path.is_file())


def case_of(folder: Path, role: SeatRole, visible: Sequence[Any], hidden: Sequence[Any] | None, held: Sequence[Any] | None) -> None:
    """Make the case; with `held`, a meeting has been held in which this happened to the application that is kept from the seat."""
    with mock.patch("tests.exchange.test_noninterference.council", return_value=council_with(role)):
        file = made(folder / "sak.sak", visible, hidden, Stage.OPENED)
        if held is not None:
            sat(file, [], None if hidden is None else held)
        file.close()


@st.composite
def pairs(draw: st.DrawFn) -> Any:
    """Return what everybody may see happen, and twice what happens to the application kept from the seat, in and before the meeting."""
    told = [(draw(HIDDEN), draw(IN_HIDDEN_CASE)), (draw(st.none() | HIDDEN), draw(IN_HIDDEN_CASE))]
    return draw(VISIBLE), told


@pytest.mark.parametrize("meeting", ["before the meeting", "after the meeting"])
@given(role=st.sampled_from([SeatRole.CHAIR, SeatRole.MEMBER]), pair=pairs())
@settings(max_examples=2, phases=QUICK, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_no_act_and_no_paper_tells_of_what_a_seat_may_not_see(meeting: str, role: SeatRole, pair: Any) -> None:
    visible, told = pair
    found: list[list[tuple[object, ...]]] = []
    for hidden, held in told:
        with tempfile.TemporaryDirectory() as folder:
            case_of(Path(folder), role, visible, hidden, held if meeting == "after the meeting" else None)
            found.append([*tried(Path(folder)), *written(Path(folder))])
    different = [(left, right) for left, right in zip(*found, strict=True) if left != right]
    if told[1][0] is None and meeting == "before the meeting":  # who is recused from nothing has one declaration of its own less to confirm
        different = [(left, right) for left, right in different if left[:2] != ("meeting", "confirm")]
    assert different == []
    assert not any(HELD_BACK in str(part) for answer in found[0] for part in answer)
