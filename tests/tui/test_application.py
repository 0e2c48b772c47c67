"""The application screen, driven by keys; what is claimed to be saved is read from the file by another reader."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from textual.widgets import Input, TextArea

from reviewer.domain.events import Dissented, Interest, InterestDeclared, Outcome, RatingState, Recommended, Ruling
from reviewer.tui.forms.ask import AskForm
from reviewer.tui.forms.recommendation import RecommendationForm
from reviewer.tui.screens.application import PANES, ApplicationScreen
from tests.tui.driving import on, settled, showing, shown
from tests.tui.small_round import COMMITTEE, FIRST, HOSTILE, OPENED, events, rated, received, reopened, small_case


async def test_a_digit_is_on_disk_before_the_next_key(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 3)) as pilot:
        await pilot.press("4")
        given = reopened(path).dossiers["A-1"].ratings["bergen", "gjenbruk"]
        assert (given.state, given.score) == (RatingState.SCORED, 4)
        await pilot.press("down", "5")
        assert "4,40" in shown(pilot.app.screen)  # 0.6 x 4 + 0.4 x 5
    assert reopened(path).dossiers["A-1"].ratings["bergen", "nytte"].score == 5


async def test_a_digit_outside_the_scale_writes_nothing(tmp_path):
    path = small_case(tmp_path)
    before = len(events(path))
    async with showing(path, "bergen", on("A-1", 3)) as pilot:
        await pilot.press("9")
        assert "Skalaen går fra 1 til 5." in shown(pilot.app.screen)
    assert len(events(path)) == before


async def test_deferring_asks_for_a_reason_and_keeps_it(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 3)) as pilot:
        await pilot.press("d", "ctrl+s")
        assert isinstance(pilot.app.screen, AskForm)
        assert not reopened(path).dossiers["A-1"].ratings
        pilot.app.screen.query_one(TextArea).text = "Venter på planen"
        await pilot.press("ctrl+s")
    given = reopened(path).dossiers["A-1"].ratings["bergen", "gjenbruk"]
    assert (given.state, given.score, given.comment) == (RatingState.DEFERRED, None, "Venter på planen")


async def test_a_comment_keeps_the_score_and_a_new_score_keeps_the_comment(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 3)) as pilot:
        await pilot.press("4", "c")
        pilot.app.screen.query_one(TextArea).text = "Godt underbygd"
        await pilot.press("ctrl+s", "5")
    given = reopened(path).dossiers["A-1"].ratings["bergen", "gjenbruk"]
    assert (given.score, given.comment) == (5, "Godt underbygd")


async def test_delete_takes_a_rating_back_and_undo_brings_it_again(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 3)) as pilot:
        await pilot.press("4", "delete")
        assert not reopened(path).dossiers["A-1"].ratings
        await pilot.press("u")
        assert "Angret" in shown(pilot.app.screen)
    assert reopened(path).dossiers["A-1"].ratings["bergen", "gjenbruk"].score == 4


async def test_a_digit_never_opens_a_tab_so_that_none_becomes_a_rating_by_mistake(tmp_path):
    path = small_case(tmp_path)
    before = len(events(path))
    async with showing(path, "observator", on("A-1", 3)) as pilot:
        assert "vurderer ikke søknader" in shown(pilot.app.screen)
        await pilot.press("2")
        assert isinstance(pilot.app.screen, ApplicationScreen)
        assert pilot.app.screen.tab == 3
    assert len(events(path)) == before


async def test_another_members_ratings_do_not_show_until_they_are_opened(tmp_path):
    closed = small_case(tmp_path, [("lom", rated("lom", "A-1", 4, 5))])
    async with showing(closed, "bergen", on("A-1", 3), (120, 60)) as pilot:
        assert "snitt" not in shown(pilot.app.screen)
        await pilot.press("tab", "tab")
        assert "Lom kommune" not in shown(pilot.app.screen)


async def test_opened_ratings_show_mean_number_and_spread(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "bergen", on("A-1", 3), (120, 60)) as pilot:
        text = shown(pilot.app.screen)
    assert "Rådet: snitt 4,33, 3 vurderinger, fra 4 til 5" in text  # 4, 5, 4
    assert "Rådet: snitt 4,00, 3 vurderinger, fra 3 til 5" in text  # 4, 3, 5


async def test_a_requirement_is_waived_with_a_reason_only(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "sekretariat", on("A-2", 1)) as pilot:
        await pilot.press("down", "w", "ctrl+s")
        assert not reopened(path).dossiers["A-2"].rulings
        pilot.app.screen.query_one(TextArea).text = "Kostnaden deles med staten."
        await pilot.press("ctrl+s")
        text = shown(pilot.app.screen)
        assert "fraveket" in text
        assert "Kostnaden deles med staten." in text
    given = reopened(path).dossiers["A-2"].rulings["kostnad"]
    assert (given.ruling, given.reason, given.seat) == (Ruling.WAIVED, "Kostnaden deles med staten.", "sekretariat")


async def test_a_member_may_not_waive(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-2", 1)) as pilot:
        await pilot.press("w")
        assert isinstance(pilot.app.screen, ApplicationScreen)
        assert not reopened(path).dossiers["A-2"].rulings


async def test_a_recommendation_that_departs_needs_its_reason(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "sekretariat", on("A-1", 4)) as pilot:
        await pilot.press("e")
        await settled(pilot)
        form = pilot.app.screen
        assert isinstance(form, RecommendationForm)
        assert form.query_one("#amount", Input).value == "5 000 000"
        form.query_one("#amount", Input).value = "4 mill"
        await pilot.press("ctrl+s")
        assert pilot.app.screen is form
        assert reopened(path).dossiers["A-1"].recommendation.outcome is None
        form.query_one("#departure", TextArea).text = "Søkeren kan dekke resten."
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "Søkeren kan dekke resten." in shown(pilot.app.screen)
    given = reopened(path).dossiers["A-1"].recommendation
    assert (given.outcome, given.amount, given.departure) == (Outcome.RECOMMENDED, 4_000_000, "Søkeren kan dekke resten.")


async def test_a_recommendation_beyond_the_frame_is_warned_of_before_it_is_saved(tmp_path):
    path = small_case(
        tmp_path,
        [
            *OPENED,
            ("sekretariat", [Recommended(application="A-2", fields=("outcome", "amount"), outcome=Outcome.RECOMMENDED, amount=4_000_000)]),
        ],
    )
    async with showing(path, "sekretariat", on("A-1", 4)) as pilot:
        await pilot.press("e")
        await settled(pilot)
        form = pilot.app.screen
        assert "mer enn rammen" not in shown(form)
        form.query_one("#amount", Input).value = "5 000 001"
        await settled(pilot)
        # 9 000 000 is the frame, and 4 000 000 of it is recommended to another.
        assert "1 kr mer enn rammen. Sett ned et beløp" in shown(form).replace("\u00a0", " ")


async def test_a_recommendation_by_the_computed_order_needs_no_such_reason(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "leder", on("A-1", 4)) as pilot:
        await pilot.press("e")
        await settled(pilot)
        await pilot.press("ctrl+s")
    given = reopened(path).dossiers["A-1"].recommendation
    assert (given.outcome, given.amount, given.departure) == (Outcome.RECOMMENDED, 5_000_000, "")


async def test_typed_text_is_not_lost_without_a_word(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "bergen", on("A-1", 4)) as pilot:
        await pilot.press("d", "x", "escape")
        assert isinstance(pilot.app.screen, AskForm)
        assert "ikke lagret" in shown(pilot.app.screen)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ApplicationScreen)
    assert not reopened(path).dossiers["A-1"].dissents


async def test_a_member_dissents_for_itself(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "lom", on("A-1", 4)) as pilot:
        await pilot.press("d", *"Nei", "ctrl+s")
        assert "Nei" in shown(pilot.app.screen)
    assert reopened(path).dossiers["A-1"].dissents == {"lom": "Nei"}


async def test_a_seat_that_recuses_itself_does_not_see_the_application_any_more(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "bergen", on("A-1", 0)) as pilot:
        await pilot.press("i", "tab", *"Eier", "ctrl+s")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, ApplicationScreen)
    assert reopened(path).dossiers["A-1"].recused() == {"bergen"}


async def test_a_recused_seat_cannot_open_the_application(tmp_path):
    declared = InterestDeclared(application="A-1", declarer="bergen", interest=Interest.RECUSED, ground="Søker")
    path = small_case(tmp_path, [*OPENED, ("bergen", [declared])])
    async with showing(path, "bergen", on("A-1", 0)) as pilot:
        assert not isinstance(pilot.app.screen, ApplicationScreen)


async def test_a_new_revision_shows_what_stood_there_before(tmp_path):
    revised = replace(FIRST, amount_applied=4_500_000, summary="Kortere.")
    path = small_case(tmp_path, [("sekretariat", [received(revised)])])
    async with showing(path, "bergen", on("A-1", 0), (120, 60)) as pilot:
        text = shown(pilot.app.screen)
    assert "Ny versjon: 2 felt er endret." in text
    assert "Endret. Før: 5 000 000 kr, 50 % av prosjektkostnaden" in text.replace("\u00a0", " ")
    assert "Endret. Før: Innbyggerne kan skrive" in text


async def test_the_history_tells_before_and_after(tmp_path):
    path = small_case(
        tmp_path, [("lom", rated("lom", "A-1", 4, 4)), *OPENED, ("lom", [Dissented(application="A-1", dissenter="lom", text="Uenig")])]
    )
    async with showing(path, "leder", on("A-1", 5), (120, 60)) as pilot:
        text = shown(pilot.app.screen)
    assert "Nytte: 4 → 5" in text
    assert "Uenig" in text
    assert "runde.xlsx" in text


async def test_economics_shows_the_claim_beside_what_the_flows_give(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 2), (80, 60)) as pilot:
        text = shown(pilot.app.screen).replace("\u00a0", " ")
    # By hand: costs 6 + 2/1.04; benefits 9 in years 2-4; a fifth of the public net cost is added to or saved from the total.
    growth = Fraction(26, 25)
    net = sum(Fraction(9) / growth**year for year in (2, 3, 4)) - 6 - Fraction(2) / growth
    total = net * Fraction(6, 5)
    assert "20,0" in text
    assert f"{float(total):.1f}".replace(".", ",") in text
    assert "2018" in text
    assert "2022" in text


async def test_next_and_previous_keep_the_tab(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "sekretariat", on("A-1", 1)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ApplicationScreen)
        await pilot.press("n")
        assert (screen.application, screen.tab) == ("A-2", 1)
        await pilot.press("p", "p")
        assert (screen.application, screen.tab) == ("A-1", 1)


async def test_a_rating_that_moves_an_application_in_the_list_does_not_turn_the_way_through_it(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 3)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ApplicationScreen)
        for score in ("1", "5"):
            await pilot.press(*(key for _ in COMMITTEE.criteria for key in (score, "down")), "n")
            await settled(pilot)
            await pilot.press("1")
            await settled(pilot)
        assert screen.application == "A-3"
        await pilot.press("p")
        assert screen.application == "A-2"


@pytest.mark.parametrize("tab", range(len(PANES)))
@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_hostile_text_stays_text_on_every_tab(tmp_path, tab, size):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "sekretariat", on("A-3", tab), size) as pilot:
        await pilot.press("down", "end", "pageup")
        text = shown(pilot.app.screen)
        assert isinstance(pilot.app.screen, ApplicationScreen)
        assert "[b]Fet[/b]"[: size[0] // 20] in text
        assert not set("\x00\x1b\u202e\u202c") & set(text)
        sheet = pilot.app.screen.panes[tab].sheet
        assert sheet is not None
        if tab == 0:
            whole = "".join("".join(piece for piece, _ in line) for line in sheet.lines)
            assert "[/lukk]" in whole
            assert "langlang" in whole
    assert HOSTILE.startswith("[b]")
