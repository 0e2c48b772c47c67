"""The exchange in the app: the quiet line, handing in, packets, conflicts, keys, and others' work coming in while one works."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from reviewer.casefile.file import open_case
from reviewer.domain.events import Recommended
from reviewer.exchange import identity as identities
from reviewer.home import identity_card, identity_keys
from reviewer.own_key import enrol
from reviewer.packing import hand_in, outgoing_as, outgoing_for, write_packet
from reviewer.tui.app import ReviewerApp
from reviewer.tui.screens.batch import BatchScreen
from reviewer.tui.screens.conflicts import ConflictsScreen
from reviewer.tui.screens.exchange import ExchangeScreen
from reviewer.tui.screens.incoming import IncomingScreen
from reviewer.tui.settings import Settings
from tests.casefile.conftest import NOON
from tests.exchange.laptops import OFFICE, Laptop, identity, member, office, rated
from tests.tui.driving import settled, shown
from tests.tui.small_round import small_case

LATER = NOON + timedelta(days=1)
Speak = Callable[[str], None]


@pytest.fixture
def speak(home: Path) -> Speak:
    """Let this machine speak with the key of a person."""

    def taken(name: str) -> None:
        shutil.rmtree(home, ignore_errors=True)
        identities.save(identity_keys(), identity(name))
        identities.write_card(identity_card(), identity(name).card())

    return taken


@pytest.fixture
def secretariat(tmp_path: Path) -> Laptop:
    return office(tmp_path)


def app(path: Path, seat: str) -> ReviewerApp:
    return ReviewerApp(path, seat, clock=lambda: LATER, settings=Settings())


async def test_a_member_hands_in_undoes_hands_in_again_and_sends(secretariat: Laptop, tmp_path: Path, speak: Speak) -> None:
    bergen = member(tmp_path, "bergen", secretariat)
    bergen.act(rated("2026-1", "bergen", 4, 5), LATER)
    bergen.act(rated("2026-2", "bergen", 1), LATER)
    bergen.file.close()
    speak("bergen")
    async with app(bergen.path, "bergen").run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        assert "levert 0 av 3" in shown(pilot.app.screen)
        await pilot.press("x")
        await settled(pilot)
        await pilot.press("h")
        await pilot.pause()
        await pilot.press("enter")  # those rated in full
        await pilot.pause()
        assert "Levere vurderingen av 1 søknad?" in shown(pilot.app.screen)
        await pilot.press("enter")
        await settled(pilot)
        assert "1 av 3 (vurdert helt eller delvis: 2)" in shown(pilot.app.screen)
        await pilot.press("u")
        await settled(pilot)
        assert "0 av 3 (vurdert helt eller delvis: 2)" in shown(pilot.app.screen)
        await pilot.press("h", "down", "enter")
        await pilot.pause()
        assert "Ikke ferdig vurdert: 2026-2" in shown(pilot.app.screen)
        await pilot.press("enter")
        await settled(pilot)
        assert "7 hendelser" in shown(pilot.app.screen)
        await pilot.press("p", "enter")
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        text = shown(pilot.app.screen)
        assert "levert og sendt" in text
        assert "2 av 3 (vurdert helt eller delvis: 2)" in text
        await pilot.press("escape")
        await settled(pilot)
        assert "levert 2 av 3" in shown(pilot.app.screen)
    assert bergen.path.with_name("bergen-bergen.sakspakke").exists()


async def test_a_packet_is_listed_before_it_is_taken_in_and_its_ratings_stay_hidden(
    secretariat: Laptop, tmp_path: Path, speak: Speak
) -> None:
    bergen = member(tmp_path, "bergen", secretariat)
    bergen.act(rated("2026-1", "bergen", 4, 5), LATER)
    hand_in(bergen.file, "bergen", LATER)
    packet = tmp_path / "p.sakspakke"
    write_packet(bergen.file, outgoing_as(bergen.file, "bergen", bergen.own, LATER), packet, LATER)
    secretariat.file.close()
    speak(OFFICE)
    async with app(secretariat.path, OFFICE).run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        screen = ExchangeScreen(pilot.app.session)
        pilot.app.push_screen(screen)
        await settled(pilot)
        pilot.app.push_screen(IncomingScreen(pilot.app.session, packet))
        await settled(pilot)
        text = shown(pilot.app.screen)
        assert "3 hendelser kommer inn." in text
        assert "en vurdering, skjult for deg" in text
        assert "Nytte" not in text
        assert secretariat_events(secretariat) == 0
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen is screen
        assert "1 av 3" in shown(screen)
    assert secretariat_events(secretariat) == 3


def secretariat_events(laptop: Laptop) -> int:
    file = open_case(laptop.path)
    try:
        return sum(event.seat == "bergen" for event in file.events())
    finally:
        file.close()


async def test_another_seat_is_shown_its_own_state_only(secretariat: Laptop) -> None:
    secretariat.file.close()
    async with app(secretariat.path, "oslo").run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        text = shown(pilot.app.screen)
        assert "Deltakerne" not in text
        assert "Bergen" not in text
        await pilot.press("e")
        await settled(pilot)
        assert "sekretariatet" in shown(pilot.app.screen).casefold()


async def test_a_conflict_is_shown_with_both_values_and_settled_with_one_key(secretariat: Laptop, tmp_path: Path, speak: Speak) -> None:
    other = Laptop(tmp_path, OFFICE, name="other")
    secretariat.file.close()
    shutil.copyfile(secretariat.path, other.path)
    other.opened()
    secretariat.opened()
    enrol(secretariat.file, OFFICE, OFFICE, identity("other").card(), NOON)
    other.take(secretariat.pack(NOON, to=OFFICE), at=NOON)
    secretariat.act([recommended(100)], LATER)
    other.act([recommended(200)], LATER + timedelta(minutes=1))
    secretariat.take(other.pack(LATER, to=OFFICE), at=LATER)
    assert len(secretariat.file.case().conflicts) == 1
    secretariat.file.close()
    speak(OFFICE)
    async with app(secretariat.path, OFFICE).run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        assert "1 motstrid" in shown(pilot.app.screen)
        await pilot.press("x")
        await settled(pilot)
        await pilot.press("c")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ConflictsScreen)
        text = shown(pilot.app.screen).replace("\u00a0", " ")
        assert "100 kr" in text
        assert "200 kr" in text
        assert "1–2 " in text
        await pilot.press("2")
        await settled(pilot)
        text = shown(pilot.app.screen)
        assert "Ingen motstrid" in text
        assert not {"1–2 ", "1–9 "} & {text[at : at + 4] for at in range(len(text))}
        file = open_case(secretariat.path)
        case = file.case()
        file.close()
        assert case.conflicts == ()
        assert case.dossiers["2026-1"].recommendation.amount == 200
        await pilot.press("u")
        await settled(pilot)
        assert "100 kr" in shown(pilot.app.screen).replace("\u00a0", " ")


def recommended(amount: int) -> Recommended:
    return Recommended(application="2026-1", fields=("amount",), amount=amount)


async def test_ratings_in_conflict_that_are_not_opened_are_told_by_number_and_seat_only(
    secretariat: Laptop, tmp_path: Path, speak: Speak
) -> None:
    enrol(secretariat.file, OFFICE, "bergen", identity("vara").card(), NOON)
    for name, score, comment in (("bergen", 2, "Svakt"), ("vara", 5, "Sterkt")):
        laptop = Laptop(tmp_path, "bergen", name=name)
        laptop.take(secretariat.pack(NOON, to="bergen"), at=NOON)
        laptop.act(rated("2026-1", "bergen", score, comment=comment), LATER)
        hand_in(laptop.file, "bergen", LATER)
        secretariat.take(laptop.pack(LATER), at=LATER)
    secretariat.file.close()
    speak(OFFICE)
    async with app(secretariat.path, OFFICE).run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "1 vurdering i motstrid" in shown(pilot.app.screen)
        await pilot.press("x")
        await settled(pilot)
        text = shown(pilot.app.screen)
        assert "1 vurdering fra Bergen" in text
        for hidden in ("Svakt", "Sterkt", "Gjenbruk"):
            assert hidden not in text


async def test_the_secretariat_enrols_a_key_by_its_words_and_closes_it(tmp_path: Path, secretariat: Laptop, speak: Speak) -> None:
    secretariat.file.close()
    speak(OFFICE)
    card = identity("ny").card()
    identities.write_card(tmp_path / "ny.card", card)
    async with app(secretariat.path, OFFICE).run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("enter")  # the first seat
        await pilot.pause()
        await pilot.press(*"ny.card", "enter")
        await pilot.pause()
        await pilot.press(*"gale ord", "enter")
        await pilot.pause()
        assert "Dette er ikke ordene" in shown(pilot.app.screen)
        pilot.app.screen.query_one("Input").value = " ".join(card.words)
        await pilot.press("enter")
        await settled(pilot)
        file = open_case(secretariat.path)
        assert card.key in {key for _, key in file.case().enrolments.keys}
        file.close()
        await pilot.press("L")
        await pilot.pause()
        await pilot.press("end", "enter")
        await pilot.pause()
        await pilot.press(*"mistet", "enter")
        await settled(pilot)
    file = open_case(secretariat.path)
    assert not file.case().enrolments.is_open(card.key)
    file.close()


async def test_what_others_did_comes_in_without_moving_the_cursor(tmp_path: Path, secretariat: Laptop, speak: Speak) -> None:
    bergen = member(tmp_path, "bergen", secretariat)
    bergen.file.close()
    speak("bergen")
    async with app(bergen.path, "bergen").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, BatchScreen)
        await pilot.press("down")
        before = screen.lines.row().id
        from reviewer.merging import Desk, merge_files
        from tests.casefile.conftest import application, received

        secretariat.act(received(application("2026-0", "Ny søknad")), LATER)
        write_packet(secretariat.file, outgoing_for(secretariat.file, "bergen", secretariat.own, LATER), tmp_path / "b.sakspakke", LATER)
        merge_files(bergen.path, [tmp_path / "b.sakspakke"], Desk(own=bergen.own, at=LATER))
        pilot.app.session.changed(LATER)
        pilot.app.heard()
        await settled(pilot)
        assert "Ny søknad" in shown(screen)
        assert screen.lines.row().id == before


async def test_a_key_under_a_passphrase_refuses_an_act_in_words_until_it_is_opened(
    secretariat: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REVIEWER_PASSPHRASE", raising=False)
    secretariat.file.close()
    identities.save(identity_keys(), identity(OFFICE), "hemmelig")
    identities.write_card(identity_card(), identity(OFFICE).card())
    async with app(secretariat.path, OFFICE).run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("B", *"5000", "enter")
        await settled(pilot)
        assert "beskyttet med passord" in shown(pilot.app.screen)
        await pilot.press("x")
        await settled(pilot)
        await pilot.press("n", *"hemmelig", "enter")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("B", "end", *(["backspace"] * 12), *"5000", "enter")
        await settled(pilot)
    file = open_case(secretariat.path)
    assert file.case().budget == 5000
    file.close()


async def test_a_packet_under_a_passphrase_goes_to_a_seat_without_a_key(tmp_path: Path, secretariat: Laptop) -> None:
    del secretariat
    from reviewer.exchange.age import is_under_passphrase

    path = small_case(tmp_path)
    async with app(path, "sekretariat").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        await pilot.press("p", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"hemmelig", "enter")
        await settled(pilot)
    written = tmp_path / "runde-leder.sakspakke"
    assert is_under_passphrase(written.read_bytes())


async def test_a_member_begins_from_the_packet_and_speaks_for_its_own_seat(
    secretariat: Laptop, tmp_path: Path, home: Path, speak: Speak
) -> None:
    speak("bergen")
    packet = tmp_path / "bergen.sakspakke"
    write_packet(secretariat.file, outgoing_for(secretariat.file, "bergen", secretariat.own, LATER), packet, LATER)
    start = ReviewerApp(None, None, clock=lambda: LATER, settings=Settings())
    async with start.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("t")
        await pilot.pause()
        pilot.app.screen.query_one("Input").value = str(packet)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")  # the place that is suggested
        await settled(pilot)
        words = " ".join(identity(OFFICE).card().words)
        assert words.split()[0] in shown(pilot.app.screen)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, BatchScreen)
        assert pilot.app.session.seat == "bergen"
    assert (home / "bergen.sak").exists()


async def test_a_case_in_a_replicated_folder_is_warned_of(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Kommunen"
    folder.mkdir()
    path = small_case(folder)
    async with app(path, "leder").run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        (told,) = pilot.app._notifications  # noqa: SLF001 - what is told
        assert "OneDrive synkroniserer" in told.message
