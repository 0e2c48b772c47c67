"""The list of applications: the final places, and an order that no rating has a part in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reviewer.casefile.browse import Browser
from reviewer.casefile.file import create
from reviewer.casefile.views import Sort, View
from reviewer.domain.committee import Ranking, RankMethod
from reviewer.domain.events import CaseOpened, StageSet
from reviewer.domain.interventions import GrantDeclined, PlaceMoved
from reviewer.domain.ordering import TieKey, TieKind
from reviewer.domain.stages import Stage
from reviewer.domain.thresholds import order_without_ratings
from reviewer.tui.screens.application import ApplicationScreen
from reviewer.tui.screens.batch import BatchScreen
from tests.tui.driving import app_on, settled
from tests.tui.small_round import COMMITTEE, FIRST, OPENED, PROPOSED, rated, received, small_case

BY_RATIO = replace(COMMITTEE, ranking=Ranking(basis=PROPOSED, method=RankMethod.NPV_PER_KRONE))
GAIN = replace(FIRST.flows[1], amounts={year: 2 * amount for year, amount in FIRST.flows[1].amounts.items()})
TWICE = replace(FIRST, id="A-9", flows=(FIRST.flows[0], GAIN))


@pytest.fixture
def by_ratio(tmp_path):
    """Two applications that are ranked by their economics; bergen likes the weaker one better."""
    path = tmp_path / "runde.sak"
    now = datetime(2018, 2, 1, tzinfo=UTC)
    file = create(path, CaseOpened(committee=BY_RATIO, committee_hash="0" * 64, program="0"), "sekretariat", now)
    file.append("sekretariat", [received(FIRST), received(TWICE)], now)
    file.append("bergen", [*rated("bergen", "A-1", 5, 5), *rated("bergen", "A-9", 1, 1)], now)
    file.append("lom", rated("lom", "A-9", 4, 4), now)
    yield file, path
    file.close()


def places(path, **view):
    browser = Browser(path)
    lines = browser.lines(View(seat="bergen", **view), 0, 10)
    browser.close()
    return [(line.id, line.rank, line.score) for line in lines]


def test_before_the_ratings_are_opened_an_order_without_ratings_is_the_methods_own(by_ratio):
    _, path = by_ratio
    assert places(path) == [("A-9", 1, 1), ("A-1", 2, 5)]
    assert places(path, text="dialog") == [("A-9", 1, 1), ("A-1", 2, 5)]


def test_the_score_is_the_seats_own_whatever_the_order(by_ratio):
    file, path = by_ratio
    assert places(path, sort=Sort.SCORE) == [("A-1", 2, 5), ("A-9", 1, 1)]
    file.append("sekretariat", [StageSet(stage=Stage.OPENED)], datetime(2018, 2, 2, tzinfo=UTC))
    assert places(path)[0] == ("A-9", 1, (1 + 4) / 2)


@pytest.mark.parametrize("kind", [TieKind.SCORE, TieKind.MEDIAN, TieKind.THRESHOLDS])
def test_a_tie_key_of_ratings_keeps_the_order_closed(kind):
    tied = replace(BY_RATIO, ranking=replace(BY_RATIO.ranking, ties=(TieKey(kind=kind),)))
    assert order_without_ratings(BY_RATIO)
    assert not order_without_ratings(tied)
    assert not order_without_ratings(COMMITTEE)


async def shown_places(path):
    app = app_on(path, "bergen")
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(8):
            await pilot.pause(0.1)
            await settled(pilot)
        screen = app.screen
        assert isinstance(screen, BatchScreen)
        rows = [screen.lines.row_at(number) for number in range(screen.lines.count)]
        return [(row.id, row.rank, row.moved) for row in rows], screen.lines.mark


async def test_the_list_has_the_place_that_the_council_moved_an_application_to(tmp_path):
    extra = replace(FIRST, id="A-4", title="Felles vakt", amount_applied=1_000_000)
    acts = [*OPENED, ("sekretariat", [received(extra)]), ("leder", rated("leder", "A-4", 1, 1))]
    moved = [*acts, ("leder", [PlaceMoved(application="A-4", to=1, reason="Haster")])]
    before, _ = await shown_places(small_case(tmp_path, acts))
    (tmp_path / "runde.sak").unlink()
    after, _ = await shown_places(small_case(tmp_path, moved))
    assert [entry[0] for entry in before][:2] == ["A-1", "A-4"]
    assert after[:2] == [("A-4", 1, True), ("A-1", 2, False)]


async def test_the_line_leaves_out_one_that_has_declined(tmp_path):
    declined = GrantDeclined(application="A-1", reason="Lagt ned.")
    _, mark = await shown_places(small_case(tmp_path, [*OPENED, ("sekretariat", [declined])]))
    assert mark is None


async def test_next_and_previous_follow_the_order_on_the_screen_and_not_the_stored_one(tmp_path):
    extra = replace(FIRST, id="A-4", title="Felles vakt", amount_applied=1_000_000)
    acts = [*OPENED, ("sekretariat", [received(extra)]), ("leder", rated("leder", "A-4", 1, 1))]
    path = small_case(tmp_path, [*acts, ("leder", [PlaceMoved(application="A-4", to=1, reason="Haster")])])
    app = app_on(path, "leder")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("home", "enter")
        await settled(pilot)
        assert isinstance(app.screen, ApplicationScreen)
        went = [app.screen.application]
        for keys in (("n",), ("n", "1"), ("p",), ("p",), ("p",)):
            await pilot.press(*keys)
            await settled(pilot)
            assert isinstance(app.screen, ApplicationScreen)
            went.append(app.screen.application)
    assert went == ["A-4", "A-1", "A-2", "A-1", "A-4", "A-4"]
