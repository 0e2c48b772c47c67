"""An announced draw stands: it is not undone, not announced twice, and what could be seen by then is told."""

from __future__ import annotations

from dataclasses import replace

from reviewer.domain.case import Case, fold
from reviewer.domain.draw import rival_seeds
from reviewer.domain.events import DrawAnnounced, Stage, StageSet, Undone
from reviewer.domain.timeliness import untimely
from tests.domain.small_round import events, opening

SEED = DrawAnnounced(seed="Lotto 21.11.2026")
OTHER = DrawAnnounced(seed="Lotto 28.11.2026")


def begun(*more) -> list:
    return events([*opening(), *more])


def test_taking_an_announced_draw_back_changes_nothing() -> None:
    """Whoever could take it back could announce seeds until the lots fall as wished."""
    written = begun(("sekretariat", SEED))
    taken = events([*opening(), ("sekretariat", SEED), ("sekretariat", Undone(events=(written[-1].id,)))])
    case = fold(taken)
    assert case.seed == SEED.seed
    assert untimely(case, OTHER) is not None


def test_two_seeds_that_stand_against_each_other_draw_no_lots_until_one_of_them_is_kept() -> None:
    written = begun(("sekretariat", SEED), ("leder", OTHER))
    case = fold(written)
    assert (case.seed, rival_seeds(case.conflicts)) == (None, (SEED.seed, OTHER.seed))
    assert untimely(case, DrawAnnounced(seed="et tredje")) is not None
    assert untimely(case, OTHER) is None
    kept = events([*opening(), ("sekretariat", SEED), ("leder", OTHER), ("sekretariat", OTHER)])
    settled = fold([*kept[:-1], replace(kept[-1], replaces=(kept[-3].id, kept[-2].id))])
    assert (settled.seed, rival_seeds(settled.conflicts)) == (OTHER.seed, ())


def stage_of(*before: StageSet) -> Stage | None:
    case: Case = fold(
        begun(*(("sekretariat", stage) for stage in before), ("sekretariat", SEED), ("sekretariat", StageSet(stage=Stage.MEETING)))
    )
    return case.drawn_at


def test_where_the_round_stood_when_the_seed_was_announced_is_kept() -> None:
    assert stage_of() is Stage.RATING
    assert stage_of(StageSet(stage=Stage.OPENED)) is Stage.OPENED
