"""A filter is a line of text: it shows what an ordinary comparison of the figures shows, and no text at all is without a meaning."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviewer.casefile.asked import asked
from reviewer.casefile.browse import Browser, Line
from reviewer.casefile.file import create
from reviewer.casefile.views import Bound, Only, Relation, Sort, View
from reviewer.domain.events import ApplicationReceived, CaseOpened, Rated, RatingState, Stage, StageSet
from reviewer.language.speech import Speech
from tests.casefile.conftest import NOON, application, small_committee

OFFICE = "sekretariat"
COMPARED = {"<": operator.lt, "<=": operator.le, "=": operator.eq, ">=": operator.ge, ">": operator.gt}
READ: dict[str, Callable[[Line], object]] = {
    "score": lambda line: line.score,
    "amount": lambda line: line.amount,
    "npv": lambda line: line.npv_per_krone,
}
GIVEN = {"A": (3, 4), "B": (4, 2), "C": (1, 1), "D": (5, 5)}
"""A and B have the same mean, ten thirds; E is not rated, and asks for no amount."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("asked") / "runde.sak"
    file = create(where, CaseOpened(committee=small_committee(), committee_hash="", program=""), OFFICE, NOON)
    amounts = {"A": 1_000_000, "B": 2_500_000, "C": 6_000_000, "D": 2_500_000, "E": None}
    sent = [application(key, f"Prosjekt {key}{key}", amount) for key, amount in amounts.items()]
    file.append(OFFICE, [ApplicationReceived(application=one.id, content=one, source="") for one in sent], NOON)
    for key, scores in GIVEN.items():
        for criterion, score in zip(("reuse", "benefit"), scores, strict=True):
            body = Rated(application=key, criterion=criterion, state=RatingState.SCORED, score=score, seat="oslo")
            file.append("oslo", [body], NOON)
    file.close()
    return where


@pytest.fixture(scope="module")
def opened(path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    from reviewer.casefile.file import open_case

    copy = tmp_path_factory.mktemp("opened") / "runde.sak"
    copy.write_bytes(path.read_bytes())
    file = open_case(copy)
    file.append(OFFICE, [StageSet(stage=Stage.OPENED)], NOON)
    file.close()
    browser = Browser(copy)
    yield browser
    browser.close()


def shown(browser: Browser, line: str, seat: str = OFFICE) -> list[str]:
    view = asked(line, View(seat=seat)).view
    found = [one.id for one in browser.lines(view, 0, 9)]
    assert len(found) == browser.count(view)
    return found


@given(
    st.sampled_from(sorted(READ)),
    st.sampled_from(sorted(COMPARED)),
    st.one_of(
        st.sampled_from([Fraction(1), Fraction(5), Fraction(3), Fraction(2_500_000), Fraction(0)]), st.fractions(0, 9, max_denominator=100)
    ),
)
@example("score", "=", Fraction(10, 3))
@example("score", "<", Fraction(10, 3))
@example("amount", "<=", Fraction(5_000_001, 2))
def test_a_bound_shows_what_the_figures_themselves_compare_to(opened: Browser, figure: str, relation: str, number: Fraction) -> None:
    sort = {"score": Sort.SCORE, "amount": Sort.AMOUNT, "npv": Sort.NPV_PER_KRONE}[figure]
    view = View(seat=OFFICE, bounds=(Bound(sort, Relation(relation), number),))
    values = {line.id: READ[figure](line) for line in opened.lines(View(seat=OFFICE), 0, 9)}
    expected = {key for key, value in values.items() if value is not None and COMPARED[relation](value, number)}
    assert {line.id for line in opened.lines(view, 0, 9)} == expected


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("poeng>=3,3", ["D", "A", "B"]),
        ("score >= 3.3 amount<2.5m", ["A"]),
        ("beløp=2500000 sorter:-nummer", ["D", "B"]),
        ("sort:beløp prosjekt", ["C", "B", "D", "A", "E"]),
        ("vis:ikke-oppfylt", ["C"]),
        ("vis:ikke-oppfylt beløp<1m", []),
        ("prosjekt bb", ["B"]),
    ],
)
def test_bounds_choices_order_and_words_go_together(opened: Browser, line: str, ids: list[str]) -> None:
    assert shown(opened, line) == ids


def test_a_seat_that_sees_only_its_own_ratings_is_asked_about_those_alone(path: Path) -> None:
    """Oslo has rated, Bergen has not: while ratings are closed no bound on points tells Bergen anything of what Oslo gave."""
    browser = Browser(path)
    assert set(shown(browser, "poeng>=3,3", "oslo")) == {"A", "B", "D"}
    for line in ("poeng>=0", "poeng<9", "poeng=5"):
        assert shown(browser, line, "bergen") == []
    browser.close()


@given(st.text(alphabet=st.one_of(st.sampled_from("<>=:-m., 05"), st.sampled_from("vispoengsort"), st.characters()), max_size=25))
@example("poeng>=99999999999999999999999")
@example("beløp<=9e999999")
@example("vis:-uavklart sorter: =")
@example("\ud800")
def test_every_text_has_a_meaning(opened: Browser, line: str) -> None:
    found = asked(line, View(seat=OFFICE))
    assert opened.count(found.view) <= 5


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("pong>=3", "«pong» er ikke et tall i listen. Skriv poeng, beløp eller nnv."),
        ("poeng>=3m", "Skriv et tall etter «poeng>=», som i poeng>=3,5 eller beløp<5m."),
        ("vis:alt", "Etter «vis:» skriver du uvurdert, ikke-oppfylt, uavklart, uten-innstilling eller innstilt."),
        ("sorter:", "Etter «sorter:» skriver du plass, nummer, tittel, søker, beløp, poeng eller nnv."),
    ],
)
def test_what_cannot_be_read_is_said_and_narrows_nothing(line: str, told: str) -> None:
    found = asked(line, View(seat=OFFICE, only=Only.SETTLED))
    assert found.problem is not None
    assert Speech("nb").text(found.problem) == told
    assert found.view == View(seat=OFFICE, only=Only.SETTLED)
