"""A whole meeting by keyboard at 80x24, from the call to locked minutes; the paper that comes out is read back line by line."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import docx
import pytest
from docx.text.paragraph import Paragraph
from textual.pilot import Pilot
from textual.screen import Screen

from reviewer.casefile.file import Refused, create, open_case
from reviewer.domain.application import Application, Organisation, OrganisationKind
from reviewer.domain.committee import QuorumRules
from reviewer.domain.events import ApplicationReceived, BudgetSet, CaseOpened, Rated, RatingState, Stage, StageSet
from reviewer.domain.meeting.acts import FloorGiven, FloorState, ItemPlaced, MeetingCalled
from reviewer.domain.meeting.agenda import ORDERS, Order
from reviewer.domain.meeting.sitting import Meeting, meetings
from reviewer.intake.committee import read_committee
from reviewer.shipped import shipped
from reviewer.tui.app import ReviewerApp
from reviewer.tui.forms.decision import DecisionForm
from reviewer.tui.forms.fields import FieldsForm
from reviewer.tui.forms.motion import MotionForm
from reviewer.tui.forms.roll_call import RollCall
from reviewer.tui.screens.batch import BatchScreen
from reviewer.tui.screens.exported import ExportScreen
from reviewer.tui.screens.meeting.agenda import AgendaScreen
from reviewer.tui.screens.meeting.attendance import AttendanceScreen
from reviewer.tui.screens.meeting.interests import AllInterestsScreen
from reviewer.tui.screens.meeting.presenting import PresentingScreen
from reviewer.tui.screens.meeting.review import ReviewScreen
from reviewer.tui.settings import Settings
from tests.tui.driving import settled, shown

DAY = datetime(2018, 3, 1, tzinfo=ZoneInfo("Europe/Oslo"))
APPLICATIONS = (
    ("A-1", "Felles vaktliste", "Molde kommune", "1502", 6_000_000),
    ("A-2", "Digital dialog i hjemmetjenesten", "Tromsø kommune", "1902", 5_000_000),
    ("A-3", "Innsyn i byggesaker", "Oslo kommune", "0301", 4_000_000),
    ("A-4", "Varsling ved brudd på vann", "Hamar kommune", "0403", 3_000_000),
    ("A-5", "Kart over brannkummer", "Voss kommune", "1235", 2_000_000),
)
FRAME = 12_000_000


class Watch:
    """The clock on the wall of the meeting room; it goes when the test says so."""

    def __init__(self) -> None:
        self.now = DAY + timedelta(hours=8)

    def __call__(self) -> datetime:
        return self.now

    def at(self, hour: int, minute: int) -> None:
        self.now = DAY + timedelta(hours=hour, minutes=minute)


def made(folder: Path, watch: Watch, rules: QuorumRules = QuorumRules.KOMMUNELOVEN, frame: int = FRAME) -> Path:
    """Make the round as it is on the morning of the meeting: five applications, rated by all, the ratings opened."""
    read = read_committee(shipped("committees") / "kommit-radet.toml")
    committee = replace(read.committee, procedure=replace(read.committee.procedure, quorum=rules))
    path = folder / "runde.sak"
    opened = CaseOpened(committee=committee, committee_hash=read.sha256, program="0", illustrative=True, title="Prøverunden 2018-1")
    file = create(path, opened, "sekretariat", watch())
    for key, title, name, number, amount in APPLICATIONS:
        applicant = Organisation(name=name, kind=OrganisationKind.MUNICIPALITY, number=number)
        content = Application(id=key, title=title, applicant=applicant, amount_applied=amount, project_cost=2 * amount, call="2018-1")
        file.append("sekretariat", [ApplicationReceived(application=key, content=content, source="runde.xlsx")], watch())
    for at, seat in enumerate(read.committee.rating_seats()):
        ratings = [
            Rated(application=key, criterion=one.id, state=RatingState.SCORED, score=5 - (at + rank) % 3, seat=seat.id)
            for rank, (key, *_) in enumerate(APPLICATIONS)
            for one in read.committee.criteria
        ]
        file.append(seat.id, ratings, watch())
    file.append("sekretariat", [StageSet(stage=Stage.OPENED), BudgetSet(amount=frame)], watch())
    file.close()
    os.utime(path, (watch().timestamp(), watch().timestamp()))
    return path


class Hand:
    """The secretary's hand on the keyboard."""

    def __init__(self, pilot: Pilot[Any], watch: Watch) -> None:
        self.pilot = pilot
        self.watch = watch

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await settled(self.pilot)

    async def write(self, text: str) -> None:
        await self.press(*("enter" if sign == "\n" else sign for sign in text))

    async def anew(self, text: str) -> None:
        """Write in place of what stands in a field of one line."""
        await self.press("home", "shift+end", "delete")
        await self.write(text)

    def on(self, kind: type[Screen[Any]]) -> None:
        assert isinstance(self.pilot.app.screen, kind), f"{self.pilot.app.screen}: {self.text}"

    @property
    def text(self) -> str:
        return shown(self.pilot.app.screen).replace("\u00a0", " ")

    def sees(self, *parts: str) -> None:
        flat = " ".join(self.text.split())
        for part in parts:
            assert part in flat, f"{part!r} is not in\n{self.text}"

    def told(self, part: str) -> None:
        messages = [str(one.message) for one in self.pilot.app._notifications]  # noqa: SLF001 - what the app told
        assert any(part in message for message in messages), messages

    async def motion(self, outcome: int, amount: str = "", conditions: str = "", words: str = "") -> None:
        """Make the first motion of a case, from who leads: the outcome by its number, the amount, the rest in words."""
        await self.press("f")
        self.on(MotionForm)
        await self.press("tab", "tab", *["right"] * outcome, "tab")
        await self.write(amount)
        await self.press("tab")
        await self.write(conditions)
        await self.press("tab")
        await self.write(words)
        await self.press("ctrl+s")
        self.on(PresentingScreen)

    async def show_of_hands(self, ayes: int, noes: int, leader: str = "") -> None:
        await self.press("v", "down", "enter")
        self.on(FieldsForm)
        await self.anew(str(ayes))
        await self.press("tab")
        await self.anew(str(noes))
        await self.press("tab", "tab", *["right"] * ["", "for", "against"].index(leader), "ctrl+s")
        self.on(PresentingScreen)

    async def decision(self, reasons: str, departure: str = "") -> None:
        """Write the decision with these reasons, and why it departs from the computed order; the form begins at conditions or reasons."""
        await self.press("d")
        self.on(DecisionForm)
        if self.pilot.app.focused is not None and self.pilot.app.focused.id == "conditions":
            await self.press("tab")
        await self.write(reasons)
        await self.press("tab", "tab", "tab")
        await self.write(departure)
        await self.press("ctrl+s")
        self.on(PresentingScreen)


# --- The meeting, part by part


async def _call(hand: Hand) -> None:
    """From the round to its meeting: called, the cases in the order in which they came in, numbered from 14, with a matter before."""
    await hand.press("m")
    hand.on(AgendaScreen)
    await hand.press("c")
    for text in ("1.3.2018", "Oslo", "10:00"):
        await hand.anew(text)
        await hand.press("tab")
    await hand.press("ctrl+s")
    hand.on(AgendaScreen)
    await hand.press("o", "home", *["down"] * list(ORDERS).index(Order.RECEIVED), "enter")
    await hand.press("n")
    await hand.anew("14")
    await hand.press("enter")
    hand.sees("14/18 Felles vaktliste", "15/18 Digital dialog", "16/18 Innsyn", "17/18 Varsling", "18/18 Kart over brannkummer")


async def _interests(hand: Hand) -> None:
    """Two members have told the secretariat that they are recused: Tromsø in its own case, the chair in that of Oslo."""
    await hand.press("H")
    hand.on(AllInterestsScreen)
    for downs, seat in ((1, 4), (2, 0)):
        await hand.press("home", *["down"] * downs, "e", *["down"] * seat, "enter", "end", "enter")
        await hand.press("ctrl+s")
    hand.on(AllInterestsScreen)
    await hand.press("escape")


async def _begin(hand: Hand) -> None:
    """The phase of the meeting, and who is there: all but Trøndelag, and Lom by its deputy."""
    await hand.press("p")
    hand.on(PresentingScreen)
    hand.sees("Trykk O og gå til møtet.")
    await hand.press("O", "down", "down", "enter")
    hand.sees("Trykk a og noter hvem som møter.")
    hand.watch.at(10, 0)
    await hand.press("a", "A")
    hand.on(AttendanceScreen)
    await hand.press("home", *["down"] * 6, "d")
    await hand.write("Kari Nordmann")
    await hand.press("enter", "down", "minus", "space", "escape")
    hand.on(PresentingScreen)
    hand.sees("Sak 14/18", "Ingen fratrer. Trykk o for å åpne saken.")


async def _tie_and_dissent(hand: Hand) -> None:
    """Case 14/18: trondelag came late, four against four, the chair's vote decides; a dissent; part of what was applied for."""
    hand.watch.at(10, 5)
    await hand.press("a", "home", *["down"] * 7, "space", "escape")
    await hand.press("o")
    await hand.motion(0, "4 500 000", words="Rådet innstiller på 4 500 000 kroner.")
    await hand.show_of_hands(4, 4)
    hand.sees("Stemmetallene er like, og lederens stemme avgjør.")
    await hand.press("d")
    hand.told("Ingen forslag er vedtatt ennå.")
    await hand.show_of_hands(4, 4, "for")
    hand.told("Vedtatt med 4 mot 4 stemmer; lederens stemme avgjorde.")
    await hand.decision("Løsningen er nyttig, men kan bygges for mindre.", "Resten dekker søkeren selv.")
    await hand.press("s", *["down"] * 3, "enter")
    await hand.write("Søkeren bør få hele beløpet.")
    await hand.press("ctrl+s", "c")
    hand.sees("Saken er ferdig. Trykk n for den neste.")


async def _recusal_and_conditions(hand: Hand) -> None:
    """Case 15/18: Tromsø leaves; a grant in part on conditions, one of them the committee's own sentence; unanimous."""
    hand.watch.at(10, 20)
    await hand.press("n")
    hand.sees("Fratrer nå: Tromsø kommune.")
    await hand.press("o")
    hand.sees("Fratrer før sak 15/18 åpnes: Tromsø kommune")
    await hand.press("enter")
    await hand.press("f", "tab", "tab", "right", "tab")
    await hand.write("4 mill")
    await hand.press("tab")
    await hand.write("Regnskapet legges fram hvert år.")
    await hand.press("f4", "home", "enter", "ctrl+s")
    await hand.press("v", "enter")
    hand.told("Enstemmig vedtatt.")
    await hand.decision("Løsningen er nasjonal.", "Én fase er tatt ut.")
    await hand.press("c")


async def _acting_chair(hand: Hand) -> None:
    """Case 16/18: the chair is recused; Bergen leads; by name; an alternative wins; the chair leads again."""
    hand.watch.at(10, 40)
    await hand.press("n", "o", "enter")
    hand.sees("Lederen kan ikke lede denne saken. Trykk l og velg en setteleder.")
    await hand.press("v")
    hand.told("Det er ikke fremmet noe forslag ennå.")
    await hand.press("l", "ctrl+s")
    await hand.motion(0, "4 000 000", words="Innstilles.")
    await hand.press("f", "tab", "tab", "right", "tab", "right", "right", "tab", "tab", "tab")
    await hand.write("Innstilles ikke.")
    await hand.press("ctrl+s")
    await hand.press("v", "end", "enter", "end", "enter")
    hand.on(RollCall)
    hand.sees("Oslo kommune (leder) inhabil")
    await hand.press(*"2211222", "enter")
    hand.told("Falt med 2 mot 5 stemmer.")
    await hand.press("d")
    hand.on(DecisionForm)
    hand.sees("Forslag 2 er vedtatt: innstilles ikke.")
    await hand.write("Andre har løsningen alt.")
    await hand.press("tab")
    await hand.write("Flertallet viser til løsningen i Bergen.")
    await hand.press("tab")
    await hand.write("Mindretallet vil ha en løsning for alle.")
    await hand.press("tab")
    await hand.write("Det finnes en løsning alt.")
    await hand.press("ctrl+s", "c")


async def _lost_quorum(hand: Hand) -> None:
    """Case 17/18: five leave, and nothing can be decided; it is put back until three of them have come again."""
    hand.watch.at(11, 0)
    await hand.press("n", "o")
    await hand.motion(2, words="Innstilles ikke.")
    hand.watch.at(11, 5)
    await hand.press("a", "home", "down", *["minus"] * 5, "escape")
    hand.sees("Ikke vedtaksført: 3 av 8 deltar, og det må være 4 (kommuneloven § 11-9).")
    await hand.press("v", "enter")
    hand.told("Ikke vedtaksført: 3 av 8 deltar, og det må være 4 (kommuneloven § 11-9).")
    await hand.press("w")
    hand.watch.at(11, 15)
    await hand.press("a", "home", "down", *["space"] * 3, "escape")


async def _postponed(hand: Hand) -> None:
    """Case 18/18 is postponed; then back to 17/18, which waits."""
    await hand.press("n", "o")
    await hand.motion(3, words="Saken utsettes.")
    await hand.press("v", "enter", "d")
    await hand.press("shift+tab", "shift+tab")
    await hand.write("neste møte")
    await hand.press("tab", "tab")
    await hand.write("Tall for vann mangler.")
    await hand.press("ctrl+s", "c")
    hand.sees("Saken er ferdig. Sak 17/18 gjenstår: Trykk m for å gå dit.")
    hand.watch.at(11, 25)
    await hand.press("m", *["up"], "enter")
    hand.sees("Sak 17/18")
    await hand.press("o")
    await hand.show_of_hands(5, 1)
    await hand.decision("Søknaden er for tynn.")
    await hand.press("r", "down", "enter")
    await hand.write("Hamar bør søke på nytt.")
    await hand.press("ctrl+s", "c")
    hand.sees("Alle saker er avgjort. Gå tilbake med Esc og trykk v")
    await hand.press("escape")


async def _lock(hand: Hand) -> None:
    """The end of the meeting is written, everything is seen once more, and the minutes are locked and written to files."""
    hand.watch.at(11, 45)
    hand.on(AgendaScreen)
    await hand.press("v")
    hand.on(ReviewScreen)
    hand.sees("Skriv når møtet sluttet.")
    await hand.press("home", "enter")
    await hand.press("tab", "tab", "tab")
    await hand.write("11:40")
    await hand.press("ctrl+s")
    hand.sees("Ingenting mangler", "igjen 3,5")
    await hand.press("L", "ctrl+s")
    hand.told("Protokollen er låst.")
    await hand.press("e", "ctrl+s")
    hand.on(ExportScreen)


async def test_a_whole_meeting_is_walked_by_keyboard_and_its_minutes_are_read_back(tmp_path: Path) -> None:
    watch = Watch()
    path = made(tmp_path, watch)
    app = ReviewerApp(path, "sekretariat", clock=watch, settings=Settings())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        hand = Hand(pilot, watch)
        hand.on(BatchScreen)
        for part in (
            _call,
            _interests,
            _begin,
            _tie_and_dissent,
            _recusal_and_conditions,
            _acting_chair,
            _lost_quorum,
            _postponed,
            _lock,
        ):
            await part(hand)
    _check_paper(tmp_path, _locked(path))


def _called(path: Path, watch: Watch) -> None:
    """Call the meeting and place two cases, as another program does: the walk is about the room."""
    file = open_case(path)
    called = MeetingCalled(meeting="2018-03-01", date=DAY.date(), place="Oslo", starts="10:00", ends="11:40")
    placed = [ItemPlaced(application=f"A-{at}", meeting=called.meeting, number=f"{13 + at}/18", position=at) for at in (1, 2)]
    file.append("sekretariat", [called, *placed, StageSet(stage=Stage.MEETING)], watch())
    file.close()


async def _beyond_the_frame(hand: Hand) -> None:
    """Four of eight are no quorum; nobody may abstain; with equal votes the leader's counts twice, on the budget too."""
    hand.watch.at(10, 0)
    await hand.press("m", "p", "a", "home", *["space"] * 4, "escape")
    hand.sees("Ikke vedtaksført: 4 av 8 deltar, og det må være 5 (forvaltningsloven (2025) § 90).")
    await hand.press("a", "A", "escape", "o")
    await hand.motion(0, "6 mill", words="Ja.")
    await hand.press("v", "end", "enter")
    hand.on(RollCall)
    await hand.press(*"1111222", "3")
    hand.sees("Ingen som deltar, kan la være å stemme (forvaltningsloven (2025) §")
    await hand.press("2", "enter")
    hand.told("Vedtatt med 4 mot 4 stemmer; lederens stemme telte dobbelt.")
    await hand.press("b")
    await hand.write("6 mill")
    for votes in "44":
        await hand.press("tab")
        await hand.anew(votes)
    await hand.press("tab", "tab")
    await hand.write("Haster.")
    await hand.press("ctrl+s")
    hand.sees("Stemmetallene er like. Før inn hva Oslo kommune (leder), som leder,")
    await hand.press("shift+tab", "right", "ctrl+s")
    hand.on(PresentingScreen)
    await hand.decision("Nyttig.", "Haster.")
    await hand.press("s", "end", "up", "enter")
    await hand.write("Nei.")
    await hand.press("ctrl+s", "c")


async def _postponed_and_locked(hand: Hand) -> None:
    """The second case waits for the next meeting; everything is seen once more, locked and written to files."""
    await hand.press("n", "o", "f", "tab", "tab", "right", "right", "right", "ctrl+s", "v", "enter", "d", "shift+tab", "shift+tab")
    await hand.write("mai")
    await hand.press("tab", "tab")
    await hand.write("Uklar.")
    await hand.press("ctrl+s", "c", "escape")
    hand.watch.at(11, 45)
    await hand.press("v")
    hand.on(ReviewScreen)
    hand.sees("Ingenting mangler")
    await hand.press("L", "ctrl+s")
    hand.told("Protokollen er låst.")
    await hand.press("e", "ctrl+s")
    hand.on(ExportScreen)


async def test_a_meeting_by_the_new_act_is_walked_by_keyboard_to_minutes_that_are_read_back(tmp_path: Path) -> None:
    watch = Watch()
    path = made(tmp_path, watch, QuorumRules.FORVALTNINGSLOVEN_NEW, 5_000_000)
    _called(path, watch)
    app = ReviewerApp(path, "sekretariat", clock=watch, settings=Settings())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        hand = Hand(pilot, watch)
        await _beyond_the_frame(hand)
        await _postponed_and_locked(hand)
    _check_paper(tmp_path, _locked(path), "new_act_meeting.txt")


def _check_paper(folder: Path, met: Meeting, expects: str = "whole_meeting.txt") -> None:
    """Compare the Word file with what the meeting was, line by line; after that comes how the paper can be checked."""
    (paper,) = folder.glob("*.docx")
    lines = _lines(paper)
    assert met.locked
    text = Path(__file__).with_name(expects).read_text(encoding="utf-8")
    expected = text.replace("{content}", met.locked.content).splitlines()
    assert lines[: len(expected)] == expected
    assert lines[len(expected)] == "Slik kan dokumentet kontrolleres"


def _locked(path: Path) -> Meeting:
    """Return the meeting as another program reads it: locked, every case done with, and the whole case in order."""
    file = open_case(path)
    met = meetings(file.case())[0]
    assert met.locked is not None
    assert met.locked.by == "oslo"
    assert {item.floor for item in met.items} == {FloorState.CLOSED}
    assert file.verify().ok
    with pytest.raises(Refused):
        file.append("sekretariat", [FloorGiven(application="A-1", meeting=met.id, state=FloorState.OPEN)], DAY + timedelta(hours=12))
    file.close()
    return met


def _lines(path: Path) -> list[str]:
    paper = docx.Document(str(path))
    found: list[str] = []
    for block in paper.iter_inner_content():
        rows = [block.text] if isinstance(block, Paragraph) else [" | ".join(cell.text for cell in row.cells) for row in block.rows]
        found += [row.replace("\u00a0", " ").removesuffix("\t…") for row in rows if row.strip()]
    return found
