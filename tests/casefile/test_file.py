"""The case file: what happened is on disk, nothing is changed, and a strange file is told in one line and not touched."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.casefile.browse import Browser
from reviewer.casefile.codec import Envelope, decode, encode
from reviewer.casefile.connection import SCHEMA_VERSION
from reviewer.casefile.file import CaseFile, CaseFileError, Refused, create, open_case
from reviewer.casefile.keys import name_key, number_key
from reviewer.casefile.views import Only, Sort, View
from reviewer.domain.application import Flow, Side
from reviewer.domain.assessment import assess
from reviewer.domain.case import fold
from reviewer.domain.events import (
    ApplicationReceived,
    BudgetSet,
    CaseOpened,
    Event,
    Interest,
    InterestDeclared,
    Outcome,
    Rated,
    RatingState,
    Recommended,
    Ruling,
    Stage,
    StageSet,
    VerdictRuled,
)
from reviewer.intake.committee import read_committee
from tests.casefile.conftest import NOON, application, received, small_committee


def rated(key: str, seat: str, reuse: int, benefit: int) -> list[Rated]:
    scores = {"reuse": reuse, "benefit": benefit}
    return [
        Rated(application=key, criterion=criterion, state=RatingState.SCORED, score=score, seat=seat) for criterion, score in scores.items()
    ]


def test_what_was_appended_is_there_when_the_file_is_opened_again(case: CaseFile, path: Path) -> None:
    case.append("bergen", rated("2026-1", "bergen", 5, 4), NOON)
    again = open_case(path).case()
    assert {key: value.score for key, value in again.dossiers["2026-1"].ratings.items()} == {
        ("bergen", "reuse"): 5,
        ("bergen", "benefit"): 4,
    }


@pytest.mark.usefixtures("case")
def test_events_refuse_update_and_delete(path: Path) -> None:
    connection = sqlite3.connect(path)
    for sql in ("UPDATE events SET seat = 'x'", "DELETE FROM events"):
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            connection.execute(sql)


def test_the_file_says_what_it_is_and_waits_for_the_disk(case: CaseFile, path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (0x53414B31,)
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert case._connection.execute("PRAGMA synchronous").fetchone() == (2,)  # noqa: SLF001
    assert case._connection.execute("PRAGMA foreign_keys").fetchone() == (1,)  # noqa: SLF001


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + b"\0" * 200])
def test_a_strange_file_is_refused_and_not_touched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.sak"
    path.write_bytes(content)
    for opening in (open_case, Browser):
        with pytest.raises(CaseFileError, match="not a case"):
            opening(path)
    assert path.read_bytes() == content


def test_a_newer_file_is_refused_and_not_touched(case: CaseFile, path: Path) -> None:
    case.close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(CaseFileError, match="newer version"):
        open_case(path)
    assert path.read_bytes() == before


def test_a_damaged_file_is_told_in_one_line(case: CaseFile, path: Path) -> None:
    case.close()
    content = bytearray(path.read_bytes())
    content[200:] = b"\xff" * (len(content) - 200)
    path.write_bytes(content)
    with pytest.raises(CaseFileError, match="damaged"):
        open_case(path).case()
    assert path.read_bytes() == bytes(content)


@pytest.mark.usefixtures("case")
def test_a_case_is_never_written_over(path: Path) -> None:
    before = path.read_bytes()
    opened = CaseOpened(committee=small_committee(), committee_hash="", program="test")
    with pytest.raises(CaseFileError, match="there already"):
        create(path, opened, "sekretariat", NOON)
    assert path.read_bytes() == before


def test_a_refused_act_writes_nothing(case: CaseFile) -> None:
    before = case.hash()
    acts = [
        ("bergen", [*rated("2026-1", "bergen", 5, 4), VerdictRuled(application="2026-1", rule="cap", ruling=Ruling.WAIVED, reason="x")]),
        ("bergen", rated("2026-1", "oslo", 5, 4)),
        ("bergen", rated("2026-1", "bergen", 6, 4)),
        ("bergen", rated("unknown", "bergen", 5, 4)),
        ("bergen", [Rated(application="2026-1", criterion="reuse", state=RatingState.ABSTAINED, seat="bergen")]),
        ("sekretariat", [VerdictRuled(application="2026-1", rule="cap", ruling=Ruling.WAIVED, reason=" ")]),
        ("nobody", rated("2026-1", "nobody", 5, 4)),
        ("bergen", received(application("2026-3"))),
    ]
    for seat, bodies in acts:
        with pytest.raises(Refused):
            case.append(seat, bodies, NOON)
    assert case.hash() == before
    assert case.verify().ok


def test_what_an_act_stands_instead_of_goes_with_it_or_not_at_all(case: CaseFile) -> None:
    case.remember("unsaved:chair:form", "words")
    with pytest.raises(Refused):
        case.append("nobody", rated("A-1", "nobody", 3, 3), NOON, instead_of="unsaved:chair:form")
    assert case.remembered("unsaved:chair:form") == "words"
    case.append("sekretariat", [BudgetSet(amount=1)], NOON, instead_of="unsaved:chair:form")
    assert case.remembered("unsaved:chair:form") == ""


def test_undo_takes_back_whole_acts_one_by_one_and_survives_reopening(case: CaseFile, path: Path) -> None:
    case.append("bergen", rated("2026-1", "bergen", 5, 4), NOON)
    case.append("bergen", rated("2026-1", "bergen", 1, 1), NOON)
    assert [event.body.score for event in open_case(path).undo("bergen", NOON)] == [1, 1]
    assert {value.score for value in case.case().dossiers["2026-1"].ratings.values()} == {5, 4}
    assert case.case().conflicts == ()
    assert len(case.undo("bergen", NOON)) == 2
    assert case.case().dossiers["2026-1"].ratings == {}
    assert case.undo("bergen", NOON) == ()
    assert case.verify().ok


def test_undoing_an_import_takes_its_applications_out_of_the_lists(case: CaseFile, path: Path) -> None:
    case.append("sekretariat", received(application("2026-7"), application("2026-8")), NOON)
    case.undo("sekretariat", NOON)
    assert [line.id for line in Browser(path).lines(View(), 0, 10)] == ["2026-1", "2026-2", "2026-10"]


def test_a_clock_set_back_does_not_disorder_a_seats_feed(case: CaseFile) -> None:
    case.append("bergen", rated("2026-1", "bergen", 5, 4), NOON)
    case.append("bergen", rated("2026-1", "bergen", 1, 1), NOON - timedelta(days=400))
    assert {value.score for value in case.case().dossiers["2026-1"].ratings.values()} == {1}


def test_a_new_revision_keeps_the_former_one_and_the_ratings(case: CaseFile) -> None:
    case.append("bergen", rated("2026-1", "bergen", 5, 4), NOON)
    case.append("sekretariat", received(application("2026-1", amount=9_000_000)), NOON)
    dossier = case.case().dossiers["2026-1"]
    assert (dossier.former and dossier.former.amount_applied, dossier.application.amount_applied) == (1_000_000, 9_000_000)
    assert len(dossier.ratings) == 2


def test_two_events_that_replace_the_same_one_are_a_conflict_that_a_third_settles(case: CaseFile) -> None:
    case.append("sekretariat", [Recommended(application="2026-1", fields=("outcome",), outcome=Outcome.RECOMMENDED)], NOON)
    first = list(case.events())
    case.append("oslo", [Recommended(application="2026-1", fields=("outcome",), outcome=Outcome.POSTPONED)], NOON)
    (theirs,) = [event for event in case.events() if event not in first]
    same = fold([*first, theirs, _set_beside(theirs, Outcome.POSTPONED)])
    assert same.conflicts == ()
    copy = fold([*first, theirs, _set_beside(theirs, Outcome.NOT_RECOMMENDED)])
    assert [conflict.register for conflict in copy.conflicts] == [("recommendation", "2026-1", "outcome")]
    assert case.case().conflicts == ()


def _set_beside(event: Event, outcome: Outcome) -> Event:
    from dataclasses import replace

    return replace(event, id="f" * 64, seat="sekretariat", number=99, body=replace(event.body, outcome=outcome))


def test_the_fold_does_not_depend_on_the_order_of_arrival(case: CaseFile) -> None:
    case.append("bergen", rated("2026-1", "bergen", 5, 4), NOON)
    case.append("oslo", rated("2026-1", "oslo", 2, 2), NOON)
    case.append("bergen", rated("2026-1", "bergen", 3, 3), NOON)
    case.undo("bergen", NOON)
    events = list(case.events())
    assert fold(events) == fold(reversed(events))


def test_before_the_ratings_are_opened_a_seat_sees_its_own_only(case: CaseFile, path: Path) -> None:
    case.append("bergen", rated("2026-2", "bergen", 5, 5), NOON)
    case.append("oslo", rated("2026-1", "oslo", 2, 2), NOON)
    seen = case.case().seen_by("bergen")
    assert {seat for dossier in seen.dossiers.values() for seat, _ in dossier.ratings} == {"bergen"}
    assert all(event.seat != "oslo" for dossier in seen.dossiers.values() for event in dossier.history)
    lines = Browser(path).lines(View(seat="bergen"), 0, 10)
    assert [(line.id, line.rank, line.score) for line in lines] == [("2026-2", 1, 5), ("2026-1", None, None), ("2026-10", None, None)]
    case.append("sekretariat", [StageSet(stage=Stage.OPENED)], NOON)
    lines = Browser(path).lines(View(seat="bergen"), 0, 10)
    assert [(line.id, line.rank, line.score) for line in lines] == [("2026-2", 1, 5), ("2026-1", 2, 2), ("2026-10", None, None)]


def test_what_happens_in_a_case_it_is_recused_from_changes_nothing_that_a_seat_sees(case: CaseFile, path: Path) -> None:
    declared = InterestDeclared(application="2026-1", declarer="bergen", interest=Interest.RECUSED, ground="part")
    case.append("bergen", [declared], NOON)
    case.append("sekretariat", [StageSet(stage=Stage.OPENED)], NOON)
    case.append("oslo", rated("2026-2", "oslo", 4, 4), NOON)
    views = [View(seat="bergen", sort=sort, only=only, text=text) for sort in Sort for only in Only for text in ("", "tittel")]

    def seen() -> tuple[object, ...]:
        browser = Browser(path)
        assessment = assess(case.case().seen_by("bergen"))
        shown = [(browser.count(view), browser.lines(view, 0, 10)) for view in views]
        return (assessment.places, assessment.allocation, browser.info("bergen"), shown)

    before = seen()
    case.append("oslo", rated("2026-1", "oslo", 5, 5), NOON)
    case.append("sekretariat", received(application("2026-1", title="Ny", amount=3)), NOON)
    case.append("sekretariat", [Recommended(application="2026-1", fields=("outcome",), outcome=Outcome.POSTPONED)], NOON)
    assert seen() == before
    assert "2026-1" not in case.case().seen_by("bergen").dossiers
    assert "2026-1" in case.case().seen_by("oslo").dossiers


def test_verify_finds_every_kind_of_tampering(case: CaseFile, path: Path) -> None:
    case.append("bergen", rated("2026-1", "bergen", 5, 4), NOON)
    case.close()
    pristine = path.read_bytes()
    changes = [
        "UPDATE events SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"score\":5', '\"score\":1') AS BLOB) WHERE kind = 'rated'",
        "UPDATE events SET seat = 'oslo' WHERE seat = 'bergen'",
        "UPDATE events SET application = '2026-2' WHERE seat = 'bergen' AND number = 1",
        "UPDATE events SET previous = 'x' WHERE seat = 'bergen' AND number = 2",
        "DELETE FROM events WHERE seat = 'bergen' AND number = 1",
        "UPDATE applications SET title = 'other' WHERE id = '2026-1'",
        "UPDATE applications SET place_key = '0' WHERE id = '2026-1'",
        "DELETE FROM own_ratings",
        "UPDATE info SET value = '\"x\"' WHERE key = 'title'",
    ]
    for change in changes:
        path.write_bytes(pristine)
        connection = sqlite3.connect(path)
        connection.execute("DROP TRIGGER events_refuse_update")
        connection.execute("DROP TRIGGER events_refuse_delete")
        connection.execute(change)
        connection.commit()
        connection.close()
        assert not open_case(path).verify().ok, change
    path.write_bytes(pristine)
    assert open_case(path).verify().ok


def test_verify_changes_nothing(case: CaseFile, path: Path) -> None:
    before = path.read_bytes()
    assert case.verify().events == 4
    assert path.read_bytes() == before


def test_the_hash_is_that_of_the_set_of_events(case: CaseFile) -> None:
    before = case.hash()
    case.append("sekretariat", [BudgetSet(amount=1)], NOON)
    assert case.hash() != before


@st.composite
def _applications(draw):
    amounts = st.integers(-(10**12), 10**12)
    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
    extra = st.one_of(text, st.integers(-(10**9), 10**9), st.decimals(allow_nan=False, allow_infinity=False), st.booleans(), st.none())
    years = st.dictionaries(st.integers(2000, 2060), amounts, max_size=3)
    flow = st.builds(Flow, line=text, side=st.sampled_from(Side), amounts=years)
    return application(
        "1",
        title=draw(text),
        amount=draw(st.none() | amounts),
        summary=draw(text),
        starts=draw(st.none() | st.dates()),
        flows=tuple(draw(st.lists(flow, max_size=2))),
        extra=draw(st.dictionaries(text, st.one_of(extra, st.dates(), st.lists(text, max_size=2).map(tuple)), max_size=3)),
    )


@given(_applications())
def test_an_application_comes_back_from_its_bytes_as_it_was(content) -> None:
    envelope = Envelope(case="c", seat="s", number=1, act=1, previous="", at=NOON, replaces=())
    event = decode(encode(envelope, ApplicationReceived(application="1", content=content, source="x")))
    assert event.body.content == content
    before, after = content.extra, event.body.content.extra
    assert [type(value) for value in before.values()] == [type(value) for value in after.values()]


@given(
    st.lists(st.fractions(-(10**6), 10**6, max_denominator=10**12), min_size=2, max_size=2),
)
def test_number_keys_order_as_the_numbers_do(pair) -> None:
    one, other = pair
    assert (number_key(one) < number_key(other)) == (one < other)
    assert (number_key(one) == number_key(other)) == (one == other)


def test_a_number_that_cannot_be_ordered_exactly_is_refused_not_rounded() -> None:
    with pytest.raises(ValueError, match="exactly"):
        number_key(Fraction(1, 10**21))


def test_names_sort_as_norwegian_does() -> None:
    names = ["Ås", "Øygarden", "Ærfugl", "Zeta", "åse", "Alta", "Ålesund", "A\u030a", "Ørland", "Bø"]
    assert sorted(names, key=name_key) == ["Alta", "Bø", "Zeta", "Ærfugl", "Ørland", "Øygarden", "A\u030a", "Ålesund", "Ås", "åse"]


def test_lists_filter_and_sort(case: CaseFile, path: Path) -> None:
    case.append("sekretariat", received(application("2026-2", title="Ål [b]", amount=None)), NOON)
    case.append("sekretariat", [Recommended(application="2026-1", fields=("outcome",), outcome=Outcome.POSTPONED)], NOON)
    browser = Browser(path)
    shown = {
        view: [line.id for line in browser.lines(view, 0, 10)]
        for view in (
            View(sort=Sort.ID, descending=True),
            View(sort=Sort.TITLE, descending=True),
            View(sort=Sort.AMOUNT),
            View(text="ål ["),
            View(only=Only.SETTLED),
            View(only=Only.UNRESOLVED),
        )
    }
    assert list(shown.values()) == [
        ["2026-10", "2026-2", "2026-1"],
        ["2026-2", "2026-1", "2026-10"],
        ["2026-1", "2026-10", "2026-2"],
        ["2026-2"],
        ["2026-1"],
        ["2026-2"],
    ]
    assert browser.position(View(sort=Sort.ID), "2026-10") == 2
    assert browser.position(View(text="ål"), "2026-10") is None


@given(
    st.lists(
        st.tuples(st.sampled_from(["oslo", "bergen"]), st.integers(1, 12), st.integers(1, 5), st.integers(1, 5)),
        max_size=30,
    ),
)
def test_the_lists_give_the_places_that_the_domain_gives(tmp_path_factory, ratings) -> None:
    path = tmp_path_factory.mktemp("list") / "x.sak"
    opened = CaseOpened(committee=small_committee(), committee_hash="", program="test")
    file = create(path, opened, "sekretariat", NOON)
    file.append("sekretariat", received(*(application(str(key), amount=key * 10**6) for key in range(1, 13))), NOON)
    file.append("sekretariat", [StageSet(stage=Stage.OPENED)], NOON)
    for seat, key, reuse, benefit in ratings:
        file.append(seat, rated(str(key), seat, reuse, benefit), NOON)
    places = assess(file.case()).places
    expected = [(place.id, place.rank, bool(place.tied_with)) for place in places]
    expected[sum(place.rank is not None for place in places) :] = sorted(
        expected[sum(place.rank is not None for place in places) :],
        key=lambda item: int(item[0]),
    )
    browser = Browser(path)
    whole = [(line.id, line.rank, line.tied) for line in browser.lines(View(), 0, 20)]
    assert [(rank, tied) for _, rank, tied in whole] == [(rank, tied) for _, rank, tied in expected]
    assert {rank: {key for key, other, _ in whole if other == rank} for _, rank, _ in whole} == {
        rank: {key for key, other, _ in expected if other == rank} for _, rank, _ in expected
    }
    windows = [line for start in range(0, 12, 5) for line in browser.lines(View(), start, 5)]
    assert tuple(windows) == browser.lines(View(), 0, 20)
    listed = browser.lines(View(sort=Sort.PLACE, text="tittel"), 0, 20)
    assert listed == browser.lines(View(), 0, 20)
    assert file.verify().ok


def test_dates_in_events_are_utc_to_the_millisecond(case: CaseFile) -> None:
    case.append("oslo", rated("2026-1", "oslo", 2, 2), datetime(2026, 11, 22, 13, 0, 0, 123456, tzinfo=UTC))
    assert list(case.events("2026-1"))[-1].at == datetime(2026, 11, 22, 13, 0, 0, 123000, tzinfo=UTC)


def test_extra_fields_keep_their_types(case: CaseFile) -> None:
    extra = {"n": Decimal("1.50"), "d": date(2018, 1, 15), "t": "2018-01-15", "l": ("a",), "b": True, "i": 1}
    case.append("sekretariat", received(application("2026-9", extra=extra)), NOON)
    assert case.case().dossiers["2026-9"].application.extra == extra


@pytest.mark.parametrize("name", ["kommit-radet", "difi-medfinansiering"])
def test_a_committee_comes_back_from_its_bytes_as_it_was(name: str) -> None:
    committee = read_committee(Path(__file__).parents[2] / "committees" / f"{name}.toml").committee
    envelope = Envelope(case="c", seat="s", number=1, act=1, previous="", at=NOON, replaces=())
    opened = CaseOpened(committee=committee, committee_hash="", program="test")
    assert decode(encode(envelope, opened)).body == opened
