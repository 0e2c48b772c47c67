"""After the meeting, by key: the recipient's decision, the steps that follow, letters, and the reserve list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from textual.widgets import Input

from reviewer.casefile.file import open_case
from reviewer.closing import lock_minutes
from reviewer.domain.events import Outcome
from reviewer.domain.interventions import CommitteeChanged
from reviewer.domain.meeting.acts import Milestone
from reviewer.domain.meeting.awaited import Awaited
from reviewer.domain.meeting.due import milestones, recipients_decision
from reviewer.tui.forms.fields import FieldsForm
from reviewer.tui.screens.choice import Choice
from reviewer.tui.screens.exported import ExportScreen
from reviewer.tui.screens.meeting.after import AfterScreen
from tests.tui.driving import settled, showing, shown
from tests.tui.meeting.held import AFTER, HELD, ID, THEN, Acts
from tests.tui.small_round import COMMITTEE, reopened, small_case


def locked_case(folder: Path, acts: Acts = HELD) -> Path:
    path = small_case(folder, acts)
    file = open_case(path)
    try:
        lock_minutes(file, "sekretariat", ID, AFTER, "leder")
    finally:
        file.close()
    return path


async def test_the_recipients_decision_begins_with_what_the_council_proposes(tmp_path: Path) -> None:
    path = locked_case(tmp_path)
    async with showing(path, "sekretariat", AfterScreen, at=AFTER) as pilot:
        await pilot.press("d")
        await settled(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
        decided = recipients_decision(reopened(path).dossiers["A-1"])
        assert decided is not None
        assert (decided.outcome, decided.amount, decided.conditions) == (Outcome.CONDITIONS, 4_000_000, ("Gevinstplanen er godkjent.",))
        assert "KS har avgjort 1 av 3 · tilsagn 4,0 mill. · ledig i rammen 5,0 mill." in shown(pilot.app.screen)


async def test_a_decision_that_differs_needs_a_reason_and_is_marked(tmp_path: Path) -> None:
    path = locked_case(tmp_path)
    async with showing(path, "sekretariat", AfterScreen, at=AFTER) as pilot:
        await pilot.press("d", "tab", "end", "ctrl+u", *"3 mill".replace(" ", ""), "ctrl+s")
        await settled(pilot)
        assert isinstance(pilot.app.screen, FieldsForm)
        assert "Vedtaket avviker fra innstillingen. Skriv hvorfor." in shown(pilot.app.screen)
        await pilot.press("tab", "tab", "tab", *"Mindre", "ctrl+s")
        await settled(pilot)
        row = next(line for line in shown(pilot.app.screen).splitlines() if "14/18" in line)
        assert "3,0 *" in row
        assert "KS: Mindre" in shown(pilot.app.screen)


async def test_all_that_are_left_are_decided_as_proposed_by_one_key_but_never_a_postponed_case(tmp_path: Path) -> None:
    path = locked_case(tmp_path)
    async with showing(path, "sekretariat", AfterScreen, at=AFTER) as pilot:
        await pilot.press("D")
        await settled(pilot)
        assert "2 saker som innstilt" in shown(pilot.app.screen)
        await pilot.press("enter")
        await settled(pilot)
    answers = {key: recipients_decision(dossier) for key, dossier in reopened(path).dossiers.items()}
    assert {key: answer.outcome if answer else None for key, answer in answers.items()} == {
        "A-1": Outcome.CONDITIONS,
        "A-2": Outcome.NOT_RECOMMENDED,
        "A-3": None,
    }


async def test_enter_goes_to_what_comes_next_and_the_list_by_date_has_it(tmp_path: Path) -> None:
    path = locked_case(tmp_path)
    async with showing(path, "sekretariat", AfterScreen, (120, 40), AFTER) as pilot:
        await pilot.press("D", "enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "tilsagnsbrev" in shown(pilot.app.screen)
        await pilot.press(*"15.3.2018", "ctrl+s")
        await settled(pilot)
        assert milestones(reopened(path).dossiers["A-1"])[Milestone.COMMITMENT].due == date(2018, 3, 15)
        await pilot.press("tab")
        await settled(pilot)
        lines = [line for line in shown(pilot.app.screen).splitlines() if "15.03.2018" in line]
        assert any("14/18" in line and "frist" in line for line in lines)


async def test_the_second_step_goes_from_the_preliminary_commitment_to_the_payment_by_key(tmp_path: Path) -> None:
    """A plan is received and approved before the final commitment, and that comes before the payment; nothing is skipped."""
    waits = tuple(Awaited(milestone=Milestone(one)) for one in ("plan_received", "plan_approved", "final_commitment", "payment"))
    changed = CommitteeChanged(committee=replace(COMMITTEE, awaits=waits), committee_hash="1" * 64, reason="To trinn.")
    path = locked_case(tmp_path, [("sekretariat", [changed]), *HELD])
    async with showing(path, "sekretariat", AfterScreen, at=THEN) as pilot:
        await pilot.press("D", "enter")
        await settled(pilot)
        pilot.app.session.clock = lambda: AFTER
        await _done_on(pilot, Milestone.FINAL_COMMITMENT, "1.6.2018")
        assert "Først kommer" in shown(pilot.app.screen)
        await pilot.press("escape", "escape")
        await settled(pilot)
        for step, day in DAYS.items():
            await _done_on(pilot, step, f"{day.day}.{day.month}.{day.year}")
            assert isinstance(pilot.app.screen, AfterScreen)
    done = milestones(reopened(path).dossiers["A-1"])
    assert {step: known.done for step, known in done.items()} == DAYS


async def _done_on(pilot: Any, step: Milestone, day: str) -> None:
    """Choose the step from the list, and write the day on which it was done."""
    await pilot.press("s")
    await settled(pilot)
    words = [value for value, _ in pilot.app.screen.choices]
    await pilot.press("home", *["down"] * words.index(step.value), "enter")
    await settled(pilot)
    await pilot.press("tab", *day, "ctrl+s")
    await settled(pilot)


DAYS = {
    Milestone.COMMITMENT: date(2018, 3, 10),
    Milestone.PLAN_RECEIVED: date(2018, 4, 1),
    Milestone.PLAN_APPROVED: date(2018, 5, 15),
    Milestone.FINAL_COMMITMENT: date(2018, 6, 1),
    Milestone.PAYMENT: date(2018, 7, 1),
}


async def test_a_step_that_the_decision_does_not_lead_to_is_refused(tmp_path: Path) -> None:
    path = locked_case(tmp_path)
    async with showing(path, "sekretariat", AfterScreen, at=AFTER) as pilot:
        await pilot.press("s", "enter", "tab", *"1.4.2018", "ctrl+s")
        await settled(pilot)
        assert isinstance(pilot.app.screen, FieldsForm)
        assert "KS har ikke avgjort A-1 ennå." in shown(pilot.app.screen)


async def test_who_takes_no_grant_moves_the_reserve_list_up(tmp_path: Path) -> None:
    path = locked_case(tmp_path)
    async with showing(path, "sekretariat", AfterScreen, at=AFTER) as pilot:
        await pilot.press("D", "enter")
        await settled(pilot)
        await pilot.press("x", *"Trakk seg", "ctrl+s")
        await settled(pilot)
        await settled(pilot)
        assert reopened(path).dossiers["A-1"].declined == "Trakk seg"
        assert isinstance(pilot.app.screen, AfterScreen | Choice)
        assert "ledig i rammen 9,0 mill." in shown(pilot.app.screen)


async def test_letters_are_written_of_the_decision(tmp_path: Path) -> None:
    path = locked_case(tmp_path)
    async with showing(path, "sekretariat", AfterScreen, at=AFTER) as pilot:
        await pilot.press("D", "enter")
        await settled(pilot)
        await pilot.press("B")
        await settled(pilot)
        pilot.app.screen.query_one("#folder", Input).value = str(tmp_path / "brev")
        await pilot.press("space", "down", "space", "down", "space", "ctrl+s")
        await settled(pilot)
        await settled(pilot)
        assert isinstance(pilot.app.screen, ExportScreen)
    text = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "brev").glob("*.md")}
    assert set(text) == {"brev-A-1.md", "brev-A-2.md", "brev-A-3.md"}
    assert "KS vedtok dette 02.07.2018" in text["brev-A-1.md"]
    assert "Avslag" in text["brev-A-2.md"]


async def test_a_member_reads_and_writes_nothing_here(tmp_path: Path) -> None:
    path = locked_case(tmp_path)
    async with showing(path, "lom", AfterScreen, at=AFTER) as pilot:
        await pilot.press("d", "s", "x", "D", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, AfterScreen)
    assert all(recipients_decision(dossier) is None for dossier in reopened(path).dossiers.values())
