"""The presenter's view: every act by a key, on disk before the next, refused in one line where it is not in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from reviewer.domain.committee import QuorumRules
from reviewer.domain.events import BudgetSet, Interest, InterestDeclared, Stage, StageSet
from reviewer.domain.meeting.acts import FloorState, Manner, MotionKind, Presence, Standing
from reviewer.domain.meeting.sitting import Item, Meeting, meeting
from reviewer.domain.stages import Outcome
from reviewer.tui.forms.decision import DecisionForm
from reviewer.tui.forms.fields import FieldsForm
from reviewer.tui.forms.form import ConfirmForm
from reviewer.tui.forms.motion import MotionForm
from reviewer.tui.forms.roll_call import RollCall
from reviewer.tui.screens.application import ApplicationScreen
from reviewer.tui.screens.choice import Choice
from reviewer.tui.screens.meeting.agenda import AgendaScreen
from reviewer.tui.screens.meeting.attendance import AttendanceScreen
from reviewer.tui.screens.meeting.presenting import PresentingScreen
from reviewer.tui.screens.meeting.room import RoomScreen
from reviewer.tui.screens.ratings import RatingsScreen
from tests.tui.driving import settled, showing, shown
from tests.tui.meeting.sitting import AGENDA, CALLED, COUNCIL, MEETING, SEATS, does, floor, left, moved, sitting_case
from tests.tui.small_round import NOW, OPENED, reopened, small_case


def on(application: str = "") -> Any:
    return lambda session: PresentingScreen(session, MEETING, application)


def met(path: Path) -> Meeting:
    found = meeting(reopened(path), MEETING)
    assert found is not None
    return found


def case(path: Path, key: str) -> Item:
    found = met(path).item(key)
    assert found is not None
    return found


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def notices(pilot: Pilot[Any]) -> str:
    return "\n".join(str(one.message) for one in pilot.app._notifications)  # noqa: SLF001 - what the app told


def said(pilot: Pilot[Any]) -> str:
    return shown(pilot.app.screen).replace("\u00a0", " ")


# --- From case to case


async def test_it_stands_at_the_case_that_is_open_else_at_the_first_that_waits(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-1", FloorState.CLOSED)], [floor("A-3")]])
    async with showing(path, "sekretariat", on()) as pilot:
        assert said(pilot).startswith(" Sak 16/18  3 av 4")
        await press(pilot, "p")
        assert said(pilot).startswith(" Sak 15/18")
        await press(pilot, "n", "n", "n")
        assert said(pilot).startswith(" Sak 17/18")
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, Choice)
        await press(pilot, "home", "enter")
        assert said(pilot).startswith(" Sak 14/18")


async def test_a_case_opens_when_those_who_are_recused_have_left(tmp_path: Path) -> None:
    path = sitting_case(tmp_path)
    async with showing(path, "sekretariat", on()) as pilot:
        assert "Fratrer nå: Bergen kommune. Trykk o når de er ute." in said(pilot)
        await press(pilot, "o")
        assert isinstance(pilot.app.screen, ConfirmForm)
        await press(pilot, "escape")
        assert case(path, "A-1").floor is FloorState.WAITING
        await press(pilot, "o", "enter")
        assert case(path, "A-1").floor is FloorState.OPEN
        await press(pilot, "n", "o")
        assert case(path, "A-2").floor is FloorState.WAITING
        assert "Sak 14/18 er åpen." in notices(pilot)


async def test_a_case_is_put_back_and_taken_up_again_and_undone(tmp_path: Path) -> None:
    path = sitting_case(tmp_path)
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        await press(pilot, "o")
        await press(pilot, "w")
        assert case(path, "A-2").floor is FloorState.WAITING
        await press(pilot, "o", "c")
        assert case(path, "A-2").floor is FloorState.CLOSED
        assert "verken avgjort eller utsatt" in said(pilot)
        await press(pilot, "u")
        assert case(path, "A-2").floor is FloorState.OPEN


async def test_who_introduces_the_case_stands_above_it(tmp_path: Path) -> None:
    placed = replace(AGENDA[1], introducers=("lom", "voss"))
    async with showing(sitting_case(tmp_path, [[placed]]), "sekretariat", on("A-2")) as pilot:
        assert "Lom kommune og Voss kommune" in said(pilot).splitlines()[5]


async def test_who_reads_only_writes_nothing(tmp_path: Path) -> None:
    path = sitting_case(tmp_path)
    async with showing(path, "lom", on("A-2")) as pilot:
        for key in ("o", "c", "w", "f", "v", "d", "x", "s", "r", "R", "b", "l", "i", "O"):
            await press(pilot, key)
            assert isinstance(pilot.app.screen, PresentingScreen), key
        assert case(path, "A-2").floor is FloorState.WAITING
        assert "Bare lederen og sekretariatet gjør dette." in notices(pilot)


async def test_a_chair_who_is_recused_does_not_find_the_case(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-3")]])
    async with showing(path, "leder", on("A-3")) as pilot:
        await press(pilot, "m")
        assert "Varsling" not in said(pilot)
        assert "16/18" not in said(pilot)


async def test_without_a_meeting_or_cases_it_says_so(tmp_path: Path) -> None:
    async with showing(small_case(tmp_path, OPENED), "sekretariat", on()) as pilot:
        assert "Det er ikke innkalt til noe møte." in said(pilot)
        await press(pilot, "o", "f", "v", "d", "n", "m", "a", "u")


async def test_in_another_phase_it_says_where_the_meeting_begins(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[StageSet(stage=Stage.SECOND_ROUND)]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        assert "Trykk O og gå til møtet." in said(pilot)
        await press(pilot, "O", "down", "enter")
        assert reopened(path).stage is Stage.MEETING


# --- Attendance


async def test_all_come_at_once_and_one_leaves_by_a_key(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, present=())
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        assert "Trykk a og noter hvem som møter." in said(pilot)
        await press(pilot, "a")
        assert isinstance(pilot.app.screen, AttendanceScreen)
        await press(pilot, "A")
        assert {seat: one.presence for seat, one in met(path).attendance.items()} == dict.fromkeys(SEATS, Presence.PRESENT)
        assert met(path).attendance["lom"].at_time == "13:30"
        await press(pilot, "home", "down", "down", "space")
        assert met(path).attendance["lom"].presence is Presence.ABSENT
        assert "5 av 6 deltar" in said(pilot)
        await press(pilot, "u")
        assert met(path).attendance["lom"].presence is Presence.PRESENT
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PresentingScreen)


async def test_a_deputy_and_another_time_are_noted(tmp_path: Path) -> None:
    path = sitting_case(tmp_path)
    async with showing(path, "sekretariat", lambda session: AttendanceScreen(session, MEETING)) as pilot:
        await press(pilot, "home", "down", "d", *"Kari", "enter")
        await press(pilot, "t", "home", "shift+end", *"1315", "enter")
        assert "er ikke et klokkeslett" in said(pilot) or "10:15" in said(pilot)
        await press(pilot, "home", "shift+end", *"13.15", "enter")
        noted = met(path).attendance["bergen"]
        assert (noted.deputy, noted.at_time, noted.presence) == ("Kari", "13:15", Presence.PRESENT)
        assert "Kari" in said(pilot)
        await press(pilot, "end", "minus")
        assert met(path).attendance["observator"].presence is Presence.ABSENT
        assert met(path).attendance["observator"].at_time == ""


async def test_a_meeting_begun_early_begins_with_its_first_case_and_who_leaves_before_the_hour_is_noted(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[replace(CALLED, date=NOW.date(), starts="14:00")]], present=())
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        await press(pilot, "a", "A", "escape", "o")
        assert met(path).called.starts == "13:30"
        assert "møtet begynte kl. 13:30" in notices(pilot)
        await press(pilot, "B", "home", "shift+end", *"13:20", "enter", "a", "end", "up", "up", "minus")
        assert met(path).called.starts == "13:20"
        assert [one.at_time for one in met(path).attendance.values() if one.presence is Presence.ABSENT] == ["13:30"]


# --- Who takes part, who leads


async def test_a_doubt_is_decided_by_the_body_before_anything_else(tmp_path: Path) -> None:
    doubt = InterestDeclared(application="A-2", declarer="voss", interest=Interest.POSSIBLE, ground="Tar løsningen i bruk.")
    path = sitting_case(tmp_path, [[doubt]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        assert "Rådet avgjør først om disse kan delta: Voss kommune." in said(pilot)
        await press(pilot, "i", "enter")
        assert isinstance(pilot.app.screen, FieldsForm)
        await press(pilot, "ctrl+s")
        decided = reopened(path).dossiers["A-2"].standings["voss"]
        assert decided.standing is Standing.RECUSED
        assert "voss" not in decided.decided_by
        assert "Fratrer nå: Voss kommune." in said(pilot)


async def test_an_acting_chair_is_set_with_the_reason_and_taken_away_again(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-3")]])
    async with showing(path, "sekretariat", on("A-3")) as pilot:
        assert "Trykk l og velg en setteleder." in said(pilot)
        await press(pilot, "l", "ctrl+s")
        assert case(path, "A-3").chair == "bergen"
        assert [led.reason for led in case(path, "A-3").leading] == ["Lederen er inhabil."]
        await press(pilot, "l", "enter", "ctrl+s")
        assert [led.chair for led in case(path, "A-3").leading] == ["bergen", ""]
        assert case(path, "A-3").chair == ""


async def test_without_a_quorum_nothing_is_decided_and_it_says_what_is_missing(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2"), moved("A-2", 1_000_000)], left("lom", "voss", "narvik", "molde")])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        assert "Ikke vedtaksført: 2 av 6 deltar, og det må være 3 (kommuneloven § 11-9)." in said(pilot)
        assert "Trykk a når noen kommer, eller w for å ta saken senere." in " ".join(said(pilot).split())
        await press(pilot, "v", "enter")
        assert case(path, "A-2").votes == ()
        assert "Ikke vedtaksført: 2 av 6 deltar, og det må være 3 (kommuneloven § 11-9)." in notices(pilot)
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, PresentingScreen)
        assert case(path, "A-2").decided is None


# --- Motions


async def test_a_motion_begins_with_what_was_recommended_and_is_written_by_key(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2")]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        await press(pilot, "f")
        assert isinstance(pilot.app.screen, MotionForm)
        await press(pilot, "tab", "right", "tab", "right", "tab", *"mange penger", "ctrl+s")
        assert "«mange penger» er ikke et beløp." in said(pilot)
        await press(pilot, "home", "shift+end", *"4,5 mill", "tab", *"Planen er godkjent.", "tab", *"Innstilles.", "ctrl+s")
        (motion,) = case(path, "A-2").motions
        assert (motion.kind, motion.proposer, motion.outcome) == (MotionKind.MAIN, "bergen", Outcome.CONDITIONS)
        assert (motion.amount, motion.conditions, motion.text) == (4_500_000, ("Planen er godkjent.",), "Innstilles.")
        assert "Trykk v og før inn voteringen over forslag 1." in said(pilot)


async def test_an_amendment_and_an_alternative_get_the_next_numbers_and_one_is_withdrawn(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2"), moved("A-2", 4_000_000)]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        await press(pilot, "f", "tab", "tab", "tab", "right", "right", "ctrl+s")
        await press(pilot, "f", "left", "tab", "right", "tab", "tab", "left", "tab", *"3 000 000", "ctrl+s")
        first, second, third = case(path, "A-2").motions
        assert (second.motion, second.kind, second.outcome) == ("2", MotionKind.ALTERNATIVE, Outcome.NOT_RECOMMENDED)
        assert (third.motion, third.kind, third.amends, third.outcome) == ("3", MotionKind.AMENDMENT, "1", None)
        assert first.amount == 4_000_000
        await press(pilot, "x", "end", "enter")
        assert case(path, "A-2").motions[2].kind is MotionKind.WITHDRAWN


# --- Votes


async def test_unanimous_takes_two_keys(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2"), moved("A-2", 4_000_000)]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        await press(pilot, "v", "enter")
        (vote,) = case(path, "A-2").votes
        assert (vote.manner, vote.voters, vote.chair) == (Manner.UNANIMOUS, SEATS, "leder")
        assert "Enstemmig vedtatt." in notices(pilot)


async def test_by_show_of_hands_the_numbers_have_to_add_up_and_a_tie_asks_for_the_leaders_vote(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2"), moved("A-2", 4_000_000)]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        await press(pilot, "v", "down", "enter")
        await press(pilot, "home", "shift+end", "2", "tab", "home", "shift+end", "3", "ctrl+s")
        assert "5 stemmer er ført inn, og 6 deltar." in said(pilot) or "5 stemmer" in said(pilot)
        await press(pilot, "shift+tab", "home", "shift+end", "3", "ctrl+s")
        assert "Stemmetallene er like, og lederens stemme avgjør." in said(pilot)
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, PresentingScreen)
        await press(pilot, "v", "down", "enter", "tab", "tab", "tab", "right", "ctrl+s")
        assert "Vedtatt med 3 mot 3 stemmer; lederens stemme avgjorde." in notices(pilot)
        (vote,) = case(path, "A-2").votes
        assert (vote.for_count, vote.against_count, vote.chair_voted) == (3, 3, "for")


async def test_by_name_each_seat_takes_one_key_and_who_is_out_cannot_be_chosen(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [left("molde"), [floor("A-1"), moved("A-1", 4_000_000)]])
    async with showing(path, "sekretariat", on("A-1")) as pilot:
        await press(pilot, "v", "end", "enter")
        assert isinstance(pilot.app.screen, RollCall)
        assert pilot.app.screen.roll.voters == ("leder", "lom", "voss", "narvik")
        assert any("Bergen kommune" in line and "inhabil" in line for line in said(pilot).splitlines())
        assert any("Molde kommune" in line and "fraværende" in line for line in said(pilot).splitlines())
        await press(pilot, "1", "2", "1", "enter")
        assert "Narvik kommune har ikke stemt ennå." in said(pilot)
        assert case(path, "A-1").votes == ()
        await press(pilot, "3", "enter")
        (vote,) = case(path, "A-1").votes
        assert vote.manner is Manner.NAMES
        assert (vote.voted_for, vote.voted_against, vote.abstained) == (("leder", "voss"), ("lom",), ("narvik",))
        assert vote.voters == ("leder", "lom", "voss", "narvik")


async def test_where_there_is_a_duty_to_vote_nobody_is_offered_to_abstain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    council = replace(COUNCIL, procedure=replace(COUNCIL.procedure, quorum=QuorumRules.FORVALTNINGSLOVEN_NEW))
    monkeypatch.setattr("tests.tui.meeting.sitting.COUNCIL", council)
    path = sitting_case(tmp_path, [[floor("A-2"), moved("A-2", 4_000_000)]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        await press(pilot, "v", "down", "enter")
        assert "lederens stemme dobbelt" in " ".join(said(pilot).split())
        assert "Avstår" not in said(pilot)
        await press(pilot, "escape", "v", "end", "enter", "3")
        assert "Ingen som deltar, kan la være å stemme" in said(pilot)
        assert "avstår" not in said(pilot)
        await press(pilot, *"111222", "enter")
        assert [(one.voted_for, one.abstained) for one in case(path, "A-2").votes] == [(SEATS[:3], ())]


async def test_a_vote_by_name_is_put_right_before_it_is_written(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2"), moved("A-2", 4_000_000)]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        await press(pilot, "v", "end", "enter", *"111111", "home", "up", "up", "up", "up", "up", "up", "2", "up", "delete", "1", "enter")
        (vote,) = case(path, "A-2").votes
        assert len(vote.voted_for) + len(vote.voted_against) == len(SEATS)
        await press(pilot, "u")
        assert case(path, "A-2").votes == ()


async def test_an_alternative_is_set_against_the_main_motion(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2"), moved("A-2", 4_000_000)]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        await press(pilot, "f", "tab", "tab", "tab", "right", "right", "ctrl+s")
        await press(pilot, "v")
        assert isinstance(pilot.app.screen, Choice)
        assert "Forslag 1 mot forslag 2" in said(pilot)
        await press(pilot, "end", "enter", "down", "enter", "home", "shift+end", "2", "tab", "home", "shift+end", "4", "ctrl+s")
        (vote,) = case(path, "A-2").votes
        assert (vote.motion, vote.against_motion) == ("1", "2")
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, DecisionForm)
        await press(pilot, "ctrl+s")
        decided = case(path, "A-2").decided
        assert decided
        assert (decided.motion, decided.outcome) == ("2", Outcome.NOT_RECOMMENDED)


async def test_before_a_motion_there_is_nothing_to_vote_on_or_to_decide(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2")]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        await press(pilot, "v")
        assert "Det er ikke fremmet noe forslag ennå. Trykk f og skriv et." in notices(pilot)
        await press(pilot, "d")
        assert "Ingen forslag er vedtatt ennå. Voter først: v." in notices(pilot)
        await press(pilot, "x")
        assert isinstance(pilot.app.screen, PresentingScreen)


# --- Decisions


async def _carried(pilot: Pilot[Any]) -> None:
    await press(pilot, "v", "enter", "d")
    assert isinstance(pilot.app.screen, DecisionForm)


async def test_the_decision_is_what_was_carried_with_numbered_conditions_from_the_committees_sentences(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2")]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        await press(pilot, "f", "tab", "tab", "right", "tab", *"2 mill", "tab", *"Regnskap hvert år.")
        await press(pilot, "f4", "home", "enter", "ctrl+s")
        await _carried(pilot)
        assert "Forslag 1 er vedtatt: innstilles med vilkår, 2 000 000 kr." in said(pilot)
        await press(pilot, "f4", "down", "enter")
        assert pilot.app.screen.query_one("#reasons", TextArea).text == "Løsningen er nasjonal."
        await press(pilot, "ctrl+s")
        decided = case(path, "A-2").decided
        assert decided
        assert decided.conditions == ("Regnskap hvert år.", "Planen skal være godkjent.")
        assert decided.reasons == "Løsningen er nasjonal."
        assert decided.reason_codes == ("plan", "nasjonal")
        assert "2. Planen skal være godkjent." in said(pilot)
        assert "Saken er avgjort. Trykk c når den er ferdig." in said(pilot)


async def test_majority_minority_and_a_due_date_are_written(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2"), replace(moved("A-2", 4_000_000), outcome=Outcome.CONDITIONS)]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        await _carried(pilot)
        await press(pilot, "tab", *"Nyttig.", "tab", *"Flertallet ser nytten.", "tab", *"Mindretallet tviler.")
        await press(pilot, *["shift+tab"] * 4, *"i morgen", "ctrl+s")
        assert "«i morgen» er ikke en dato." in said(pilot)
        await press(pilot, "home", "shift+end", *"31.12.2018", "ctrl+s")
        assert "Skriv minst ett vilkår" in said(pilot)
        await press(pilot, "tab", *"Plan.", "ctrl+s")
        decided = case(path, "A-2").decided
        assert decided
        assert (decided.reasons, decided.majority, decided.minority) == ("Nyttig.", "Flertallet ser nytten.", "Mindretallet tviler.")
        assert str(decided.deadline) == "2018-12-31"


async def test_conditions_that_were_not_carried_come_in_by_an_amendment(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2"), moved("A-2", 4_000_000)]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        await _carried(pilot)
        await press(pilot, "shift+tab", *"Plan.", "ctrl+s")
        assert "Sett fram et endringsforslag med vilkårene" in said(pilot)
        await press(pilot, "ctrl+u", "escape")
        await press(pilot, "f", "left", "tab", "right", "tab", "tab", *["right"] * 4, "tab", "tab", *"Plan.", "ctrl+s")
        await press(pilot, "v", "enter", "enter", "d")
        assert "innstilles med vilkår, 4 000 000 kr" in said(pilot)
        await press(pilot, "ctrl+s")
        decided = case(path, "A-2").decided
        assert decided
        assert (decided.outcome, decided.conditions) == (Outcome.CONDITIONS, ("Plan.",))


async def test_a_postponed_case_says_until_when(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2")]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        await press(pilot, "f", "tab", "tab", "right", "right", "right", "ctrl+s")
        await _carried(pilot)
        assert "Til når, eller i påvente" in said(pilot)
        await press(pilot, "shift+tab", "shift+tab", *"neste møte", "ctrl+s")
        decided = case(path, "A-2").decided
        assert decided
        assert (decided.outcome, decided.postponed_to) == (Outcome.POSTPONED, "neste møte")


async def test_dissents_and_remarks_keep_their_words_and_are_taken_back_by_emptying_them(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-1"), moved("A-1", 4_000_000)]])
    async with showing(path, "sekretariat", on("A-1")) as pilot:
        await press(pilot, "s")
        assert "Bergen" not in "".join(line for line in said(pilot).splitlines() if "│" in line)
        await press(pilot, "down", "enter", "ctrl+s")
        assert "Skriv teksten, eller lukk med Esc." in said(pilot)
        await press(pilot, *"For dyrt.", "ctrl+s")
        assert case(path, "A-1").dissents == {"lom": "For dyrt."}
        await press(pilot, "r", "enter", *"Bra.", "ctrl+s")
        assert [(one.remarker, one.text) for one in case(path, "A-1").remarks] == [("leder", "Bra.")]
        await press(pilot, "R", "down", "enter", *"Godt møte.", "ctrl+s")
        assert [(one.remarker, one.text) for one in met(path).remarks] == [("bergen", "Godt møte.")]
        await press(pilot, "s", "down", "enter", "f7", "delete", "ctrl+s")
        assert case(path, "A-1").dissents == {}


async def test_the_frame_is_exceeded_only_after_a_decision_of_its_own(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[BudgetSet(amount=3_000_000)], [floor("A-2"), moved("A-2", 4_000_000)]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        await _carried(pilot)
        await press(pilot, *"Nyttig.", "ctrl+s")
        assert case(path, "A-2").decided is None
        assert "Rådet må først vedta at den kan overskrides." in said(pilot) or "3 000 000 kr" in said(pilot)
        await press(pilot, "escape", "escape")
        await press(pilot, "b", *"4 mill", "tab", "tab", "tab", "tab", *"Viktig.", "ctrl+s")
        overrun = met(path).overrun
        assert overrun
        assert (overrun.up_to, overrun.reason, overrun.for_count) == (4_000_000, "Viktig.", len(SEATS))
        await press(pilot, "d", "ctrl+s")
        decided = case(path, "A-2").decided
        assert decided
        assert decided.amount == 4_000_000


# --- What is opened from here, and taking up again


async def test_the_application_the_ratings_and_the_projector_are_one_key_away(tmp_path: Path) -> None:
    async with showing(sitting_case(tmp_path), "sekretariat", on("A-2")) as pilot:
        for key, kind in (("enter", ApplicationScreen), ("t", RatingsScreen), ("P", RoomScreen), ("a", AttendanceScreen)):
            await press(pilot, key)
            assert isinstance(pilot.app.screen, kind)
            await press(pilot, "escape")
            assert isinstance(pilot.app.screen, PresentingScreen)


async def test_it_is_reached_from_the_meetings_page(tmp_path: Path) -> None:
    async with showing(sitting_case(tmp_path), "sekretariat", AgendaScreen) as pilot:
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, PresentingScreen)
        await press(pilot, "escape", "P")
        assert isinstance(pilot.app.screen, RoomScreen)


async def test_what_another_laptop_writes_is_there_without_a_key(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2")]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        does(path, moved("A-2", 4_000_000))
        pilot.app.screen._look()  # noqa: SLF001 - the timer's own step, without its second
        await settled(pilot)
        assert "Forslag 1 fra Lom kommune: innstilles, 4 000 000 kr" in said(pilot)


async def test_the_projector_over_it_follows_too_and_it_has_caught_up_when_one_is_back(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2")]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        below = pilot.app.screen
        await press(pilot, "P")
        does(path, moved("A-2", 4_000_000))
        below._look()  # type: ignore[attr-defined]  # noqa: SLF001 - the timer's own step, without its second
        pilot.app.screen._look()  # noqa: SLF001
        await settled(pilot)
        assert "Forslag 1: innstilles, 4 000 000 kr" in said(pilot)
        await press(pilot, "escape")
        assert "Forslag 1 fra Lom kommune: innstilles, 4 000 000 kr" in said(pilot)


ACTS: Sequence[tuple[str, ...]] = (
    ("o",),
    ("f", "tab", "tab", "tab", *"2 mill", "ctrl+s"),
    ("v", "enter"),
    ("d", *"Nyttig.", "ctrl+s"),
    ("s", "enter", *"Uenig.", "ctrl+s"),
    ("c",),
)


@pytest.mark.parametrize("stopped", range(1, len(ACTS)))
async def test_the_lid_is_closed_at_any_step_and_another_laptop_goes_on_where_it_was(tmp_path: Path, stopped: int) -> None:
    path = sitting_case(tmp_path)
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        for keys in ACTS[:stopped]:
            await press(pilot, *keys)
    other = tmp_path / "annen.sak"
    other.write_bytes(path.read_bytes())
    first = "" if stopped else "A-2"
    async with showing(other, "leder", on(first)) as pilot:
        assert said(pilot).startswith(" Sak 15/18")
        for keys in ACTS[stopped:]:
            await press(pilot, *keys)
    item = case(other, "A-2")
    assert item.decided
    assert (item.decided.amount, item.decided.reasons, item.floor) == (2_000_000, "Nyttig.", FloorState.CLOSED)
    assert item.dissents == {"leder": "Uenig."}


async def test_a_motion_is_voted_on_again_with_a_reason_and_both_votes_stand(tmp_path: Path) -> None:
    path = sitting_case(tmp_path)
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        for keys in ACTS[:3]:
            await press(pilot, *keys)
        await press(pilot, "v")
        assert "Enstemmig vedtatt. Begge voteringene kommer i protokollen." in said(pilot)
        await press(pilot, "ctrl+s")
        assert "Skriv begrunnelsen." in said(pilot)
        await press(pilot, *"Uklart.", "ctrl+s")
        await press(pilot, "enter")
        assert "Det er stemt på nytt." in said(pilot)
    first, second = case(path, "A-2").course.ballots
    assert (first.overtaken, second.again, second.vote.reason) == (True, True, "Uklart.")


async def test_at_any_key_the_file_holds_the_meeting_up_to_the_last_act_and_nothing_by_half(tmp_path: Path) -> None:
    """The power is cut after each key in turn: what is on disk then opens on another laptop, where the last finished act left it."""
    path, cut, ends = sitting_case(tmp_path), [], []
    untouched = case(path, "A-2")
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        for keys in ACTS:
            for key in keys:
                await press(pilot, key)
                cut.append(path.read_bytes())
            ends.append(len(cut) - 1)
    other, found = tmp_path / "annen.sak", []
    for content in cut:
        other.write_bytes(content)
        found.append(case(other, "A-2"))
    first, states = -1, [found[end] for end in ends]
    assert all(one != next_one for one, next_one in pairwise(states)), "every act changed something"
    for number, end in enumerate(ends):
        before = states[number - 1] if number else untouched
        assert all(item == before for item in found[first + 1 : end])
        first = end


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_page_fits_and_says_at_most_six_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    async with showing(sitting_case(tmp_path), "sekretariat", on("A-1"), size) as pilot:
        footer = said(pilot).splitlines()[-1]
        assert [word for word in ("o Åpne", "f Forslag", "v Votering", "d Vedtak", "a Frammøte", "F1 Hjelp") if word not in footer] == []
