"""After an act on single applications the assessment is caught up at once, and is the same as one made anew."""

from __future__ import annotations

import pytest

from reviewer.casefile.file import open_case
from reviewer.domain.assessment import assess
from reviewer.domain.events import BudgetSet, Dissented, Outcome, RatingState, Recommended, Ruling, VerdictRuled
from reviewer.domain.interventions import GrantDeclined, PlaceMoved, RatingExcluded
from reviewer.tui.session import Session
from tests.tui.small_round import NOW, OPENED, rated, small_case

MOVE = PlaceMoved(application="A-2", to=1, reason="Haster")
ACTS = {
    "rating": ("leder", rated("leder", "A-2", 5, 5)),
    "rating anew": ("leder", rated("leder", "A-1", 1, 1)),
    "move": ("leder", [MOVE]),
    "left out": ("leder", [RatingExcluded(application="A-1", rater="lom", reason="Brudd")]),
    "declined": ("sekretariat", [GrantDeclined(application="A-1", reason="Lagt ned")]),
    "waived": ("leder", [VerdictRuled(application="A-2", rule="kostnad", ruling=Ruling.WAIVED, reason="Delt")]),
    "recommended": ("leder", [Recommended(application="A-1", fields=("outcome",), outcome=Outcome.POSTPONED)]),
    "dissent": ("lom", [Dissented(application="A-1", dissenter="lom", text="For lite")]),
}


def anew(path, seat):
    file = open_case(path)
    try:
        return assess(file.case().seen_by(seat))
    finally:
        file.close()


@pytest.mark.parametrize("name", ACTS)
def test_one_act_and_its_undoing(tmp_path, name):
    path = small_case(tmp_path, OPENED)
    seat, bodies = ACTS[name]
    session = Session(path, seat, lambda: NOW)
    before = session.assessment()
    session.act(bodies)
    assert session.assessed() == anew(path, seat) != before
    session.undo()
    assert session.assessed() == anew(path, seat)
    assert [place.rank for place in session.assessment().places] == [place.rank for place in before.places]
    session.close()


def test_several_acts_before_anybody_asks(tmp_path):
    path = small_case(tmp_path, OPENED)
    session = Session(path, "leder", lambda: NOW)
    session.assessment()
    for bodies in (rated("leder", "A-2", 5, 5), [MOVE], rated("leder", "A-1", 2, 1)):
        session.act(bodies)
    assert session.assessed() == anew(path, "leder")
    session.close()


def test_what_concerns_the_whole_case_is_worked_out_anew(tmp_path):
    path = small_case(tmp_path, OPENED)
    session = Session(path, "sekretariat", lambda: NOW)
    session.assessment()
    session.act([BudgetSet(amount=1)])
    assert session.assessed() is None
    assert session.assessment() == anew(path, "sekretariat")
    session.close()


def test_only_the_application_that_changed_is_judged_again(tmp_path):
    path = small_case(tmp_path, OPENED)
    session = Session(path, "leder", lambda: NOW)
    before = session.assessment()
    session.act(rated("leder", "A-2", 5, 5))
    after = session.assessed()
    assert after is not None
    assert after.judged["A-1"] is before.judged["A-1"]
    assert after.judged["A-2"] is not before.judged["A-2"]
    assert RatingState.SCORED in {one.state for one in after.judged["A-2"].dossier.ratings.values()}
    session.close()
