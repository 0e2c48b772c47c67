"""How the meeting's pages look before and after it: baselines in both sizes and both themes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile.file import open_case
from reviewer.closing import lock_minutes
from reviewer.domain.events import Interest, InterestDeclared, Outcome
from reviewer.domain.meeting.acts import (
    ItemPlaced,
    Milestone,
    MilestoneSet,
    MinutesApproved,
    MinutesCorrected,
    RecipientDecided,
    Triage,
    TriageSet,
)
from reviewer.domain.meeting.sitting import meetings
from reviewer.tui.screens.meeting.after import AfterScreen
from reviewer.tui.screens.meeting.agenda import AgendaScreen
from reviewer.tui.screens.meeting.review import ReviewScreen
from tests.tui.driving import app_on, put, settled
from tests.tui.meeting.held import AGENDA, CALLED, HELD, ID, THEN, Acts
from tests.tui.small_round import NOW, small_case

BEFORE: Acts = [
    *AGENDA,
    ("bergen", [InterestDeclared(application="A-1", declarer="bergen", interest=Interest.RECUSED, ground="Bergen kommune er søker.")]),
    ("lom", [InterestDeclared(application="A-1", declarer="lom", interest=Interest.POSSIBLE, ground="Tar løsningen i bruk.")]),
    ("sekretariat", [TriageSet(application="A-2", triage=Triage.UNLESS_ASKED)]),
    (
        "sekretariat",
        [ItemPlaced(application="A-1", meeting=ID, number="14/18", position=1, minutes=15, introducers=("leder", "lom"))],
    ),
]


def review(session: Any) -> ReviewScreen:
    return ReviewScreen(session, ID)


SCREENS: dict[str, tuple[Acts, Any, tuple[str, ...]]] = {
    "agenda": (BEFORE, AgendaScreen, ("down",)),
    "agenda_call": (BEFORE, AgendaScreen, ("c",)),
    "agenda_order": (BEFORE, AgendaScreen, ("o",)),
    "agenda_introducers": (BEFORE, AgendaScreen, ("down", "i")),
    "agenda_empty": ([], AgendaScreen, ()),
    "review": (HELD, review, ("down", "down")),
    "review_missing": (HELD[:-3], review, ()),
    "review_lock": (HELD, review, ("L",)),
    "review_locked": (HELD, review, ()),
    "review_correct": (HELD, review, ("c",)),
    "after": (HELD, AfterScreen, ()),
    "after_dates": (HELD, AfterScreen, ("tab",)),
    "after_decision": (HELD, AfterScreen, ("down", "d")),
    "after_step": (HELD, AfterScreen, ("s",)),
    "after_all": (HELD, AfterScreen, ("D",)),
}
LOCKED = {"review_locked", "review_correct", "after", "after_dates", "after_decision", "after_step", "after_all"}


def _lock(path: Path) -> None:
    """Lock the minutes; two approve, one correction is made, the recipient has decided one case."""
    file = open_case(path)
    try:
        lock_minutes(file, "sekretariat", ID, THEN, "leder")
        locked = meetings(file.case())[0].locked
        content = locked.content if locked else ""
        file.append("bergen", [MinutesApproved(meeting=ID, approver="bergen", content=content)], THEN)
        file.append("sekretariat", [MinutesApproved(meeting=ID, approver="lom", content=content)], THEN)
        corrected = MinutesCorrected(meeting=ID, number=1, text="Møtet sluttet 11:40.", reason="Skrivefeil.", day=THEN.date())
        file.append("sekretariat", [corrected], THEN)
        answer = RecipientDecided(
            application="A-1", outcome=Outcome.CONDITIONS, amount=3_500_000, day=CALLED.date, reason="Fondet må rekke lenger."
        )
        file.append("sekretariat", [answer], THEN)
        letter = MilestoneSet(application="A-1", milestone=Milestone.COMMITMENT, due=CALLED.date, done=CALLED.date)
        file.append("sekretariat", [letter], THEN)
        plan = MilestoneSet(application="A-1", milestone=Milestone.PLAN_RECEIVED, due=CALLED.date.replace(day=28))
        file.append("sekretariat", [plan], THEN)
    finally:
        file.close()


@pytest.fixture
def named(monkeypatch):
    """Give the locked minutes the same hash whatever the program writes of a case: it is shown."""
    monkeypatch.setattr("reviewer.domain.meeting.locking.content_of", lambda _: "7b5e3e9a2692cd4d" * 4)


@pytest.mark.parametrize("theme", ["natt", "dag"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.usefixtures("named")
def test_look(tmp_path, snap_compare, name, size, theme):
    acts, make, keys = SCREENS[name]
    path = small_case(tmp_path, acts)
    if name in LOCKED:
        _lock(path)

    async def before(pilot):
        await pilot.pause()
        await put(pilot, make)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)

    at = THEN if name in LOCKED or name.startswith("review") else NOW
    assert snap_compare(app_on(path, "sekretariat", theme, at), terminal_size=size, run_before=before)
