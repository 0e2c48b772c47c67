"""Who takes part in what, declared and decided by key."""

from __future__ import annotations

from pathlib import Path

from reviewer.domain.events import Happening, Interest, InterestDeclared, Stage, StageSet
from reviewer.domain.meeting.acts import InterestConfirmed, RecusalDecided, Standing
from reviewer.domain.meeting.interests import ground_words
from reviewer.language.speech import LANGUAGES, Speech
from reviewer.tui.forms.fields import FieldsForm
from reviewer.tui.forms.interest import kept_ground
from reviewer.tui.screens.application import ApplicationScreen
from reviewer.tui.screens.batch import BatchScreen
from reviewer.tui.screens.meeting.interest_first import InterestFirstScreen
from reviewer.tui.screens.meeting.interests import AllInterestsScreen, OwnInterestsScreen, interests_screen
from tests.tui.driving import app_on, settled, showing, shown
from tests.tui.meeting.sitting import does
from tests.tui.small_round import OPENED, events, reopened, small_case

DECLARING: list[tuple[str, list[Happening]]] = [("sekretariat", [StageSet(stage=Stage.DECLARING)])]


def _interest(key: str, seat: str, interest: Interest, ground: str = "") -> InterestDeclared:
    return InterestDeclared(application=key, declarer=seat, interest=interest, ground=ground)


async def test_a_member_declares_by_a_key_and_comes_to_the_next_case(tmp_path: Path) -> None:
    path = small_case(tmp_path)
    async with showing(path, "lom", interests_screen) as pilot:
        assert isinstance(pilot.app.screen, OwnInterestsScreen)
        assert "3 saker gjenstår" in shown(pilot.app.screen)
        assert "Du har ikke svart om habilitet" in " ".join(shown(pilot.app.screen).split())
        await pilot.press("1")
        assert reopened(path).dossiers["A-1"].interests["lom"].interest is Interest.NONE
        assert pilot.app.screen.row is not None
        assert pilot.app.screen.row.id == "A-2"


async def test_what_the_application_points_to_is_marked_and_told_with_its_paragraph(tmp_path: Path) -> None:
    async with showing(small_case(tmp_path), "bergen", interests_screen) as pilot:
        text = shown(pilot.app.screen)
        assert "! er du inhabil?" in text
        assert "forvaltningsloven § 6" in text


async def test_recused_asks_for_a_named_ground_with_the_likely_one_chosen_and_the_case_is_gone(tmp_path: Path) -> None:
    path = small_case(tmp_path)
    async with showing(path, "bergen", interests_screen) as pilot:
        await pilot.press("3")
        await settled(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
        declared = reopened(path).dossiers["A-1"].interests["bergen"]
        assert declared.interest is Interest.RECUSED
        assert declared.ground == "office"
        assert "Digital dialog" not in shown(pilot.app.screen)


async def test_a_ground_is_kept_by_its_code_and_read_in_the_readers_language_with_what_was_written_of_it(tmp_path: Path) -> None:
    old = "Nær slekt eller familie (forvaltningsloven § 6): søsteren."
    path = small_case(tmp_path, [("lom", [_interest("A-1", "lom", Interest.RECUSED, old)])])
    async with showing(path, "bergen", interests_screen) as pilot:
        await pilot.press("3")
        await settled(pilot)
        await pilot.press("tab", *"leder", "ctrl+s")
        await settled(pilot)
    kept = reopened(path).dossiers["A-1"].interests["bergen"].ground
    assert kept == "office: leder"
    async with showing(path, "sekretariat", AllInterestsScreen) as pilot:
        text = " ".join(shown(pilot.app.screen).split())
        assert "inhabil – har verv eller er ansatt hos en part (forvaltningsloven § 6): leder" in text
        assert f"inhabil. {old}" in text
    assert ground_words(reopened(path).committee, "office: leder.") == ground_words(reopened(path).committee, kept)
    for language in LANGUAGES:
        speech, committee = Speech(language), reopened(path).committee
        for ground in ("office", "kin: søsteren", "I egne ord: slik."):
            assert kept_ground(speech, committee, speech.text(ground_words(committee, ground))) == ground


async def test_while_interests_are_declared_nothing_opens_before_the_seat_has_declared(tmp_path: Path) -> None:
    path = small_case(tmp_path, DECLARING)
    app = app_on(path, "lom")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        assert "Innbyggerne kan skrive" not in shown(app.screen)
        await pilot.press("home", "enter")
        await settled(pilot)
        assert isinstance(app.screen, InterestFirstScreen)
        assert "Innbyggerne kan skrive" not in shown(app.screen)
        await pilot.press("escape", "enter")
        await settled(pilot)
        assert isinstance(app.screen, InterestFirstScreen)
        await pilot.press("1")
        await settled(pilot)
        assert isinstance(app.screen, ApplicationScreen)
        assert "Innbyggerne kan skrive" in shown(app.screen)
        await pilot.press("n")
        await settled(pilot)
        assert not isinstance(app.screen, ApplicationScreen)


async def test_the_secretariat_reads_whenever_it_wants(tmp_path: Path) -> None:
    app = app_on(small_case(tmp_path, DECLARING), "sekretariat")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("home", "enter")
        await settled(pilot)
        assert isinstance(app.screen, ApplicationScreen)


async def test_the_table_of_all_seats_tells_each_standing_by_a_sign(tmp_path: Path) -> None:
    acts = [("lom", [_interest("A-2", "lom", Interest.RECUSED, "Søker selv.")]), ("leder", [_interest("A-2", "leder", Interest.NONE)])]
    async with showing(small_case(tmp_path, acts), "sekretariat", interests_screen) as pilot:
        row = next(line for line in shown(pilot.app.screen).splitlines() if "A-2" in line)
        assert row.split()[-3:] == ["✓", "–", "✗"]


async def test_a_secretary_who_is_recused_stands_in_the_table_as_on_the_command_line(tmp_path: Path) -> None:
    declared = _interest("A-1", "sekretariat", Interest.RECUSED, "Søsteren leder prosjektet.")
    path = small_case(tmp_path, [("sekretariat", [declared])])
    async with showing(path, "leder", AllInterestsScreen) as pilot:
        text = shown(pilot.app.screen)
        assert "Sekr" in text.splitlines()[2]
        assert "Sekretariatet: inhabil. Søsteren leder prosjektet." in text


async def test_what_the_council_decides_of_a_doubt_is_written_by_those_without_the_one_in_question(tmp_path: Path) -> None:
    path = small_case(tmp_path, [("lom", [_interest("A-1", "lom", Interest.POSSIBLE, "Tar løsningen i bruk.")])])
    async with showing(path, "sekretariat", interests_screen) as pilot:
        assert isinstance(pilot.app.screen, AllInterestsScreen)
        assert "1 er i tvil" in shown(pilot.app.screen)
        await pilot.press("d", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, FieldsForm)
        await pilot.press("right", "ctrl+s")
        await settled(pilot)
        decided = next(event.body for event in events(path) if isinstance(event.body, RecusalDecided))
        assert decided.standing is Standing.TAKES_PART
        assert decided.decided_by == ("leder", "bergen")
        assert decided.ground == "Tar løsningen i bruk."
        assert "Ingen er i tvil" in shown(pilot.app.screen)


async def test_a_member_does_not_write_down_what_the_council_decides(tmp_path: Path) -> None:
    path = small_case(tmp_path)
    async with showing(path, "lom", AllInterestsScreen) as pilot:
        await pilot.press("d", "e")
        await settled(pilot)
        assert isinstance(pilot.app.screen, AllInterestsScreen)


async def test_what_was_declared_is_confirmed_by_one_key_the_hidden_case_with_it(tmp_path: Path) -> None:
    own = [_interest("A-1", "bergen", Interest.RECUSED, "Søker."), _interest("A-2", "bergen", Interest.NONE)]
    path = small_case(tmp_path, [*OPENED, ("bergen", own)])
    async with showing(path, "bergen", interests_screen) as pilot:
        await pilot.press("b")
        await settled(pilot)
    assert not [event for event in events(path) if isinstance(event.body, InterestConfirmed)]
    does(path, StageSet(stage=Stage.LOCKED))
    async with showing(path, "bergen", interests_screen) as pilot:
        await pilot.press("b")
        await settled(pilot)
    assert {event.body.application for event in events(path) if isinstance(event.body, InterestConfirmed)} == {"A-1", "A-2"}


async def test_the_list_tells_who_applies_for_what_and_no_more_of_what_the_seat_has_not_declared_in(tmp_path: Path) -> None:
    declared: list[tuple[str, list[Happening]]] = [("bergen", [_interest("A-1", "bergen", Interest.NONE)])]
    path = small_case(tmp_path, [*DECLARING, *declared])
    async with showing(path, "bergen", BatchScreen) as pilot:
        read = {line.id: line for line in (pilot.app.screen.lines.row_at(at) for at in range(3))}
        assert read["A-1"].amount
        assert read["A-1"].met
        for key in read.keys() - {"A-1"}:
            line = read[key]
            assert line.title
            assert (line.amount, line.met, line.not_met, line.unknown, line.npv_per_krone, line.rank) == (None, 0, 0, 0, None, None)
    async with showing(path, "sekretariat", BatchScreen) as pilot:
        assert all(pilot.app.screen.lines.row_at(at).amount for at in range(2))
