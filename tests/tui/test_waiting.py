"""The rules change while members have rated: what is asked anew is listed to its author, and one key carries it over."""

from __future__ import annotations

from dataclasses import replace

from reviewer.domain.earlier_ratings import earlier_ratings
from reviewer.domain.interventions import CommitteeChanged
from reviewer.shipped import committee_path
from reviewer.tui.screens.application import ApplicationScreen
from reviewer.tui.screens.batch import BatchScreen
from reviewer.tui.screens.waiting import WaitingScreen
from tests.tui.driving import settled, showing, shown
from tests.tui.small_round import COMMITTEE, FIRST, OPENED, events, received, reopened, small_case

REUSE, USE = COMMITTEE.criteria
CLEARER = replace(COMMITTEE, criteria=(replace(REUSE, question="Kan minst ti kommuner bruke løsningen?"), USE))
SHORTER = replace(COMMITTEE, criteria=(replace(REUSE, scale=REUSE.scale[:4]), USE))


def changed(committee) -> tuple[str, list[CommitteeChanged]]:
    return ("sekretariat", [CommitteeChanged(committee=committee, committee_hash="1" * 64, reason="Tydeligere spørsmål")])


async def test_a_member_sees_its_waiting_ratings_and_confirms_them_with_one_key(tmp_path):
    path = small_case(tmp_path, [*OPENED, changed(CLEARER)])
    before = len(events(path))
    async with showing(path, "bergen", WaitingScreen) as pilot:
        text = shown(pilot.app.screen)
        assert "Reglene er endret: «Tydeligere spørsmål»." in text
        assert "2 kan føres videre: Trykk b." in text
        await pilot.press("b")
        assert not [key for key in reopened(path).dossiers["A-1"].outdated if key[0] == "bergen"]
        await settled(pilot)
        assert "Du har ingenting å bekrefte" in shown(pilot.app.screen)
        assert {event.act for event in events(path)[before:]} == {events(path)[-1].act}
        await pilot.press("u")
        await settled(pilot)
        assert "2 kan føres videre: Trykk b." in shown(pilot.app.screen)
    assert {key for key, _ in reopened(path).dossiers["A-1"].outdated} == {"leder", "bergen", "lom"}


async def test_what_has_no_such_step_any_more_must_be_given_anew(tmp_path):
    path = small_case(tmp_path, [*OPENED, changed(SHORTER)])
    async with showing(path, "bergen", WaitingScreen) as pilot:
        text = " ".join(shown(pilot.app.screen).split())
        assert "1 må gis på nytt." in text
        await pilot.press("b")
        await settled(pilot)
        outdated = reopened(path).dossiers
        assert [key for key in outdated["A-1"].outdated if key[0] == "bergen"] == [("bergen", "gjenbruk")]
        assert not [key for key in outdated["A-2"].outdated if key[0] == "bergen"]
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ApplicationScreen)


async def test_the_list_tells_a_member_how_many_wait(tmp_path):
    path = small_case(tmp_path, [*OPENED, changed(CLEARER)])
    async with showing(path, "lom", BatchScreen, (120, 40)) as pilot:
        await settled(pilot)
        assert "2 vurderinger å bekrefte (w)" in shown(pilot.app.screen)
        await pilot.press("w")
        await settled(pilot)
        assert isinstance(pilot.app.screen, WaitingScreen)


async def test_a_member_sees_its_own_only(tmp_path):
    path = small_case(tmp_path, [*OPENED, changed(CLEARER)])
    async with showing(path, "leder", WaitingScreen) as pilot:
        assert [(row.rated.seat, row.rated.application) for row in pilot.app.screen.rows] == [("leder", "A-1")]


async def test_the_secretariat_changes_the_rules_with_a_reason_and_is_told_what_waits(demo, app_on, tmp_path):
    text = committee_path("kommit-radet").read_text(encoding="utf-8")
    rules = tmp_path / "radet.toml"
    rules.write_text(text.replace('question = "Hvor stor er nytten', 'question = "Hvor stor er den samlede nytten'), encoding="utf-8")
    app = app_on(demo, "sekretariat")
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, BatchScreen)
        app.screen.action_amend()
        await pilot.pause()
        app.screen.dismiss(rules)
        await settled(pilot)
        assert "Endrede kriterier: Nytte." in " ".join(shown(app.screen).split())
        await pilot.press("ctrl+s")
        assert not reopened(demo).changes
        await pilot.press(*"Tydeligere", "ctrl+s")
        await settled(pilot)
    (change,) = reopened(demo).changes
    assert change.reason == "Tydeligere"


async def test_a_member_does_not_change_the_rules(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "lom", BatchScreen) as pilot:
        pilot.app.screen.action_amend()
        await pilot.pause()
        assert isinstance(pilot.app.screen, BatchScreen)


async def test_what_was_given_before_the_application_was_revised_is_listed_too_and_confirmed_with_the_same_key(tmp_path):
    revised = received(replace(FIRST, project_cost=FIRST.project_cost + 1_000_000))
    path = small_case(tmp_path, [*OPENED, ("sekretariat", [revised])])
    async with showing(path, "bergen", WaitingScreen) as pilot:
        await settled(pilot)
        text = " ".join(shown(pilot.app.screen).split())
        assert "Endret etter at du vurderte: A-1. Vurderingene teller til du gir nye." in text
        assert {(row.rated.application, row.revised) for row in pilot.app.screen.rows} == {("A-1", True)}
        await pilot.press("b")
        await settled(pilot)
        assert pilot.app.screen.rows == ()
    assert not [key for key in earlier_ratings(reopened(path).dossiers["A-1"]) if key[0] == "bergen"]
