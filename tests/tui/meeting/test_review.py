"""Everything once more, then the lock; afterwards corrections and approvals, all by key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile.file import open_case
from reviewer.closing import lock_minutes
from reviewer.domain.events import Outcome
from reviewer.domain.meeting.acts import MeetingCalled, OverrunDecided
from reviewer.domain.meeting.approving import approvals
from reviewer.domain.meeting.minutes import minutes
from reviewer.domain.meeting.sitting import Meeting, meetings
from reviewer.exchange import identity as identities
from reviewer.home import identity_card, identity_keys
from reviewer.own_key import enrol
from reviewer.recording import hear_minutes
from reviewer.tui.screens.choice import Choice
from reviewer.tui.screens.meeting.review import ReviewScreen
from tests.exchange.laptops import identity, own
from tests.tui.driving import settled, showing, shown
from tests.tui.meeting.held import AFTER, CALLED, HELD, ID
from tests.tui.small_round import reopened, small_case

NOT_ENDED = ("sekretariat", [MeetingCalled(meeting=ID, date=CALLED.date, place="Oslo", starts="10:00")])


def review(session: Any) -> ReviewScreen:
    return ReviewScreen(session, ID)


def _met(path: Path) -> Meeting:
    return meetings(reopened(path))[0]


async def _locked(pilot: Any) -> None:
    await pilot.press("L")
    await settled(pilot)
    await pilot.press("ctrl+s")
    await settled(pilot)


async def test_everything_is_seen_once_more_with_the_sums_against_the_frame(tmp_path: Path) -> None:
    async with showing(small_case(tmp_path, HELD), "sekretariat", review, (120, 40), AFTER) as pilot:
        text = shown(pilot.app.screen)
        rows = {line.split()[0]: line for line in text.splitlines() if "/18 " in line[:8]}
        assert list(rows) == ["13/18", "14/18", "15/18", "16/18"]
        assert "vilkår" in rows["14/18"]
        assert "4,0" in rows["14/18"]
        assert "3–0" in rows["14/18"]
        assert "ikke" in rows["15/18"]
        assert "utsettes" in rows["16/18"]
        assert "ramme 9,0 · dette møtet 4,0 · igjen 5,0" in text
        assert "Ingenting mangler" in text


async def test_each_case_is_read_as_it_will_be_printed(tmp_path: Path) -> None:
    async with showing(small_case(tmp_path, HELD), "sekretariat", review, (120, 40), AFTER) as pilot:
        await pilot.press("down", "down")
        await settled(pilot)
        text = shown(pilot.app.screen)
        assert "Gevinstplanen er godkjent." in text
        assert "Enstemmig" in text


async def test_what_the_law_asks_of_minutes_and_is_missing_is_said_before_they_are_locked(tmp_path: Path) -> None:
    path = small_case(tmp_path, [*HELD, NOT_ENDED])
    async with showing(path, "sekretariat", review, at=AFTER) as pilot:
        assert "1 ting mangler" in shown(pilot.app.screen)
        assert "Skriv når møtet sluttet." in shown(pilot.app.screen)
        await pilot.press("L")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Choice)
        assert "Skriv når møtet sluttet." in shown(pilot.app.screen)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen), "the first choice does not lock"
        assert _met(path).locked is None
        await pilot.press("L", "down", "enter")
        await settled(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert _met(path).locked is not None


async def test_the_meetings_own_line_is_where_its_end_is_written(tmp_path: Path) -> None:
    path = small_case(tmp_path, [*HELD, NOT_ENDED])
    async with showing(path, "sekretariat", review, at=AFTER) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("tab", "tab", "tab", *"11.30", "ctrl+s")
        await settled(pilot)
        assert _met(path).called.ends == "11:30"
        assert "Ingenting mangler" in shown(pilot.app.screen)


async def test_the_lock_says_when_who_and_the_hash_and_nothing_changes_after_it(tmp_path: Path) -> None:
    path = small_case(tmp_path, HELD)
    async with showing(path, "sekretariat", review, (120, 40), AFTER) as pilot:
        await _locked(pilot)
        locked = _met(path).locked
        assert locked is not None
        assert (locked.by, locked.day) == ("leder", AFTER.date())
        text = shown(pilot.app.screen)
        assert f"Låst 02.07.2018, gjennomgått av Oslo kommune (leder). Kontrollsum {locked.content[:12]}" in text
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press(*"2.3.2018", "ctrl+s")
        await settled(pilot)
        assert _met(path).called == CALLED


async def test_corrections_are_numbered_and_have_a_reason(tmp_path: Path) -> None:
    path = small_case(tmp_path, HELD)
    async with showing(path, "sekretariat", review, at=AFTER) as pilot:
        await pilot.press("c")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen), "before the lock it is put right where it stands"
        await _locked(pilot)
        await pilot.press("c", *"Feil", "ctrl+s")
        await settled(pilot)
        assert "Skriv rettelsen, og grunnen til den." in shown(pilot.app.screen)
        await pilot.press("tab", *"Skrivefeil", "ctrl+s")
        await settled(pilot)
        await pilot.press("down", "down", "c", *"To", "tab", *"Grunn", "ctrl+s")
        await settled(pilot)
    found = [(one.application, one.number, one.text, one.reason) for one in _met(path).corrections]
    assert found == [("", 1, "Feil", "Skrivefeil"), ("A-1", 1, "To", "Grunn")]


async def test_a_member_approves_for_itself_and_the_secretariat_for_who_has_said_so(tmp_path: Path) -> None:
    path = small_case(tmp_path, HELD)
    async with showing(path, "sekretariat", review, (120, 40), AFTER) as pilot:
        await pilot.press("a")
        await settled(pilot)
        assert _met(path).approvals == {}
        await _locked(pilot)
        assert "Bergen kommune har ikke godkjent ennå" in shown(pilot.app.screen)
        await pilot.press("a", "down", "enter")
        await settled(pilot)
        assert set(_met(path).approvals) == {"bergen"}
        assert "Bergen kommune, 02.07.2018, ført inn av" in shown(pilot.app.screen)
    async with showing(path, "lom", review, (120, 40), AFTER) as pilot:
        await pilot.press("a")
        await settled(pilot)
        assert set(_met(path).approvals) == {"bergen", "lom"}
        assert "Lom kommune, 02.07.2018, ikke signert" in shown(pilot.app.screen)


@pytest.mark.usefixtures("home")
async def test_a_member_whose_key_is_enrolled_signs_its_approval(tmp_path: Path) -> None:
    path = small_case(tmp_path, HELD)
    file = open_case(path)
    file.signer = own("sekretariat")
    for seat in ("sekretariat", "lom"):
        enrol(file, "sekretariat", seat, identity(seat).card(), AFTER)
    lock_minutes(file, "sekretariat", ID, AFTER, "leder")
    file.close()
    identities.save(identity_keys(), identity("lom"))
    identities.write_card(identity_card(), identity("lom").card())
    async with showing(path, "lom", review, (120, 40), AFTER) as pilot:
        await pilot.press("a")
        await settled(pilot)
        assert "Lom kommune, 02.07.2018, signert" in shown(pilot.app.screen)
    case = reopened(path)
    kept = minutes(case, ID)
    assert kept
    assert [(one.seat, one.by, one.signed) for one in approvals(case, kept)] == [("lom", "lom", True)]


async def test_a_member_neither_locks_nor_corrects(tmp_path: Path) -> None:
    path = small_case(tmp_path, HELD)
    async with showing(path, "lom", review, at=AFTER) as pilot:
        await pilot.press("L", "c")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert _met(path).locked is None


async def test_an_open_case_stands_in_the_way_of_the_lock(tmp_path: Path) -> None:
    path = small_case(tmp_path, HELD[:-1])
    async with showing(path, "sekretariat", review, at=AFTER) as pilot:
        await pilot.press("L")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert _met(path).locked is None


async def test_an_overrun_that_was_decided_stands_with_the_sums(tmp_path: Path) -> None:
    overrun = OverrunDecided(
        meeting=ID, up_to=9_500_000, reason="Fondet rekker.", taking_part=("leder", "bergen", "lom"), chair="leder", for_count=3
    )
    async with showing(small_case(tmp_path, [*HELD, ("sekretariat", [overrun])]), "sekretariat", review, at=AFTER) as pilot:
        assert "tillatt inntil 9,5" in shown(pilot.app.screen)


async def test_the_minutes_go_out_as_a_file_that_another_case_reads_to_the_same(tmp_path: Path) -> None:
    path = small_case(tmp_path, HELD)
    async with showing(path, "sekretariat", review, at=AFTER) as pilot:
        await pilot.press("x", "enter")
        await settled(pilot)
    written = tmp_path / f"protokoll-{ID}.toml"
    (tmp_path / "annen").mkdir()
    other = small_case(tmp_path / "annen", HELD[: len(HELD) - 16][:4])
    file = open_case(other)
    try:
        from reviewer.language.speech import Speech

        heard = hear_minutes(file, "sekretariat", written, AFTER, Speech())
    finally:
        file.close()
    assert heard.problems == ()
    assert heard.kept is not None
    assert [(one.item.number, one.item.decided.outcome) for one in heard.kept.cases if one.item.decided] == [
        ("14/18", Outcome.CONDITIONS),
        ("15/18", Outcome.NOT_RECOMMENDED),
        ("16/18", Outcome.POSTPONED),
    ]
