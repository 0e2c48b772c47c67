"""Ratings from a spreadsheet: a score, or a state with a comment; an empty row is not a rating."""

from reviewer.domain.events import Rated, RatingState
from reviewer.intake.ratings import read_ratings
from reviewer.language.speech import Speech

NB = Speech("nb")


def read(folder, committee, text, seat="bergen"):
    path = folder / "bergen.csv"
    path.write_text(text, encoding="utf-8")
    return read_ratings(path, committee, seat, {"a", "b"}, NB)


def test_scores_and_states_are_read_by_heading_and_name(tmp_path, committee):
    text = "application;criterion;score;state;comment\na;nytte;5;;Stor\na;gjennomforing;;deferred;Venter\n"
    text += "b;nytte;;;\nb;Gjennomføring;;avstår;Kjenner dem\n"
    rated, problems = read(tmp_path, committee, text)
    assert problems == ()
    assert rated == (
        Rated(application="a", criterion="nytte", state=RatingState.SCORED, score=5, comment="Stor", seat="bergen"),
        Rated(application="a", criterion="gjennomforing", state=RatingState.DEFERRED, comment="Venter", seat="bergen"),
        Rated(application="b", criterion="gjennomforing", state=RatingState.ABSTAINED, comment="Kjenner dem", seat="bergen"),
    )


def test_norwegian_headings_in_another_order(tmp_path, committee):
    rated, problems = read(tmp_path, committee, "Poeng;Kriterium;Søknad\n2,0;Nytte;b\n")
    assert (rated, problems) == ((Rated(application="b", criterion="nytte", state=RatingState.SCORED, score=2, seat="bergen"),), ())


def test_every_fault_is_told_with_its_place(tmp_path, committee):
    text = (
        "application;criterion;score;state;comment\n"
        "x;nytte;5;;\na;pris;5;;\na;nytte;3;;\na;gjennomforing;1;utsatt;fordi\nb;gjennomforing;;utsatt;\nb;nytte;;borte;\n"
        "b;nytte;høy;;\na;nytte;1;;\na;nytte;2;;\nb;nytte;;scored;\n"
    )
    rated, problems = read(tmp_path, committee, text)
    assert [(problem.row, problem.column, problem.application, problem.value) for problem in problems] == [
        (2, "application", "x", "x"),
        (3, "criterion", "a", "pris"),
        (4, "score", "a", "3"),
        (5, "score", "a", "1"),
        (6, "comment", "b", None),
        (7, "state", "b", "borte"),
        (8, "score", "b", "høy"),
        (10, "criterion", "a", "nytte"),
        (11, "score", "b", None),
    ]
    assert problems[2].expected == "Skriv et av trinnene på skalaen: 1, 2, 5."
    assert [rating.score for rating in rated] == [1]


def test_only_a_seat_that_rates_has_ratings(tmp_path, committee):
    rated, problems = read(tmp_path, committee, "application;criterion;score\na;nytte;5\n", seat="sekretariat")
    assert rated == ()
    assert [problem.expected for problem in problems] == ["Velg en deltaker som vurderer: oslo, bergen."]
