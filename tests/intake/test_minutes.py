"""Minutes from a file: the interface's keys are understood, everything that is wrong is told at once, and export and import agree."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reviewer.documents.minutes_toml import minutes_toml
from reviewer.domain.events import Outcome
from reviewer.domain.meeting.acts import MotionKind, Standing
from reviewer.domain.meeting.paper.record import (
    Decision,
    Head,
    Item,
    Matter,
    Motion,
    Overrun,
    Record,
    Recusal,
    Statement,
    Votes,
)
from reviewer.intake.minutes import MinutesFile, read_minutes
from reviewer.language.speech import Speech
from tests.domain.small_round import COMMITTEE

KEYS = frozenset({"A", "B", "C"})
PLAIN = """
[meeting]
date = 2018-02-14
place = "Oslo, møterom 3"
kind = "ordinært"
present = ["leder", "voss", "Lom kommune", "sekretariat"]
deputies = { voss = "Kari Nordmann" }

[[recusals]]
seat = "lom"
application = "B"
ground = "partner"

[[items]]
application = "A"
motion = "Rådet innstiller på tilskudd."
outcome = "recommended_on_conditions"
amount = 5_500_000
conditions = ["Planen er klar."]
votes = { for = ["leder", "lom"], against = ["voss"], abstained = [] }
dissent = { seat = "voss", text = "Beløpet er for høyt." }
reasons = "Best."

[[items]]
application = "B"
motion = "Rådet innstiller ikke."
outcome = "not_recommended"
votes = "enstemmig"
"""


def read(text: str, tmp_path: Path) -> MinutesFile:
    path = tmp_path / "protokoll.toml"
    path.write_text(text, encoding="utf-8")
    return read_minutes(path, COMMITTEE, KEYS, Speech("nb"))


def test_the_interfaces_keys_are_the_record(tmp_path: Path) -> None:
    assert read(PLAIN, tmp_path).record == Record(
        meeting=Head(
            date=date(2018, 2, 14),
            place="Oslo, møterom 3",
            kind="ordinært",
            present=("leder", "voss", "lom", "sekretariat"),
            deputies={"voss": "Kari Nordmann"},
        ),
        recusals=(Recusal(seat="lom", application="B", ground="partner"),),
        items=(
            Item(
                application="A",
                motion="Rådet innstiller på tilskudd.",
                outcome=Outcome.CONDITIONS,
                amount=5_500_000,
                conditions=("Planen er klar.",),
                votes=Votes(ayes=("leder", "lom"), noes=("voss",)),
                dissent=(Statement(seat="voss", text="Beløpet er for høyt."),),
                reasons="Best.",
            ),
            Item(application="B", motion="Rådet innstiller ikke.", outcome=Outcome.NOT_RECOMMENDED, votes=Votes(unanimous=True)),
        ),
    )


def test_attendance_may_stand_at_the_top_of_the_file(tmp_path: Path) -> None:
    text = (
        'present = ["leder"]\nabsent = ["voss"]\n[[deputies]]\nseat = "leder"\nname = "Ola"\n[meeting]\ndate = 2018-02-14\nplace = "Oslo"\n'
    )
    record = read(text, tmp_path).record
    assert record is not None
    assert (record.meeting.present, record.meeting.absent, record.meeting.deputies) == (("leder",), ("voss",), {"leder": "Ola"})


def test_everything_that_is_wrong_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    text = (
        PLAIN.replace('"Lom kommune"', '"lom", "dovre"')
        .replace('seat = "lom"', 'seat = "otta"')
        .replace('application = "A"', 'application = "Z"')
    )
    found = [(one.column, one.value) for one in read(text, tmp_path).problems]
    assert found == [
        ("meeting.present", "dovre"),
        ("recusals[1].seat", "otta"),
        ("items[1].application", "Z"),
    ]


FAULTS = [
    ('place = "Oslo, møterom 3"', "", "meeting.place"),
    ("amount = 5_500_000", 'amount = "mye"', "items[1].amount"),
    ('outcome = "not_recommended"', 'outcome = "kanskje"', "items[2].outcome"),
    ('outcome = "not_recommended"', "", "items[2].outcome"),
    ('votes = "enstemmig"', "", "items[2].votes"),
    ('votes = "enstemmig"', "votes = { for = true }", "items[2].votes.for"),
    ('votes = "enstemmig"', 'votes = { four = ["leder"] }', "items[2].votes.four"),
    ('votes = "enstemmig"', 'votes = { against = ["dovre"] }', "items[2].votes.against"),
    ('application = "B"\nmotion', 'application = "A"\nmotion', "items[2].application"),
    ("date = 2018-02-14", "date = 2018", "meeting.date"),
]


FAULTS += [
    ("[meeting]", f"course = [{{ what = {line} }}]\n[meeting]", f"course[1].{key}")
    for line, key in (
        ('"flew"', "what"),
        ('"came", seat = "dovre"', "seat"),
        ('"vote", application = "Z", number = 1', "application"),
        ('"vote", application = "A", number = 2', "number"),
        ('"recusal", number = 0', "number"),
        ('"motion", application = "A", motion = "7"', "motion"),
    )
]
FAULTS.append(("[meeting]", 'course = [{ what = "came", seat = "voss" }]\n[meeting]\narrived = { voss = "10:00" }', "meeting.arrived"))


FAULTS += [  # what no line of a course tells would be lost
    ("[meeting]", 'course = [{ what = "came", seat = "voss" }]\n[meeting]', place)
    for place in ("meeting.present[1]", "recusals[1]", "items[1].motion", "items[1].votes", "items[1].outcome", "items[2].votes")
]


@pytest.mark.parametrize(("old", "new", "place"), FAULTS)
def test_each_fault_names_its_key(old: str, new: str, place: str, tmp_path: Path) -> None:
    assert old in PLAIN
    problems = read(PLAIN.replace(old, new), tmp_path).problems
    assert place in [one.column for one in problems]
    assert all(one.expected and one.file == "protokoll.toml" for one in problems)


def test_who_came_must_have_been_there(tmp_path: Path) -> None:
    problems = read(
        PLAIN.replace("deputies = { voss", 'absent = ["voss"]\nleft = { "dovre" = "11:00" }\ndeputies = { voss'), tmp_path
    ).problems
    assert [one.column for one in problems] == ["meeting.left", "meeting.absent", "meeting.left"]


SEATS = ("leder", "voss", "lom")
TEXT = some.text(some.characters(exclude_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Lm", "Sk", "Lo", "So", "No")), max_size=12)
SOME_SEATS = some.lists(some.sampled_from(SEATS), unique=True).map(tuple)
AMOUNTS = some.none() | some.integers(0, 10**10)
OUTCOMES = some.sampled_from(list(Outcome))
NAMED_VOTES = some.builds(Votes, ayes=SOME_SEATS, noes=SOME_SEATS, abstained=SOME_SEATS)
SHOWN = some.builds(
    Votes,
    ayes=some.integers(0, 9),
    noes=some.integers(0, 9),
    abstained=some.integers(0, 9),
    chair_voted=some.sampled_from(("", "for", "against")),
)
VOTES = some.just(Votes(unanimous=True)) | some.just(Votes(unanimous=True, against_motion="2")) | NAMED_VOTES | SHOWN
STATEMENTS = some.lists(some.builds(Statement, seat=some.sampled_from(SEATS), text=TEXT), max_size=2).map(tuple)
MOTIONS = some.builds(
    Motion,
    number=some.sampled_from(("2", "3")),
    kind=some.sampled_from(list(MotionKind)),
    text=TEXT,
    outcome=OUTCOMES,
    amount=AMOUNTS,
    conditions=some.lists(TEXT, max_size=2).map(tuple),
    votes=some.none() | VOTES,
)
ITEMS = some.builds(
    Item,
    application=some.sampled_from(sorted(KEYS)),
    motion=TEXT,
    outcome=OUTCOMES,
    amount=AMOUNTS,
    conditions=some.lists(TEXT, max_size=2).map(tuple),
    votes=VOTES,
    dissent=STATEMENTS,
    reasons=TEXT,
    number=some.sampled_from(("", "14/18")),
    minutes=some.none() | some.integers(0, 60),
    introducers=SOME_SEATS,
    absent=some.lists(some.sampled_from(SEATS), unique=True).map(tuple),
    motions=some.lists(MOTIONS, max_size=2).map(tuple),
    decision=some.none() | some.builds(Decision, outcome=OUTCOMES, amount=AMOUNTS),
    deadline=some.none() | some.just(date(2018, 5, 1)),
    remarks=STATEMENTS,
)
RECORDS = some.builds(
    Record,
    meeting=some.builds(
        Head,
        date=some.dates(date(2000, 1, 1), date(2099, 12, 31)),
        place=TEXT,
        kind=TEXT,
        note=TEXT,
        present=some.just(SEATS),
        deputies=some.dictionaries(some.sampled_from(SEATS), TEXT),
        left=some.dictionaries(some.sampled_from(SEATS), some.just("11:30")),
    ),
    recusals=some.just(()),
    matters=some.lists(some.builds(Matter, number=some.just("1/18"), title=TEXT, decision=TEXT, after=some.integers(0, 2)), max_size=2).map(
        tuple
    ),
    items=some.lists(ITEMS, unique_by=lambda item: item.application, max_size=3).map(tuple),
    overrun=some.none()
    | some.builds(
        Overrun, up_to=some.integers(0, 10**9), reason=TEXT, ayes=some.integers(0, 5), chair_voted=some.sampled_from(["", "for"])
    ),
    remarks=STATEMENTS,
)


@given(RECORDS)
def test_what_is_exported_reads_as_it_was(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    found = read(minutes_toml(record), tmp_path_factory.mktemp("minutes"))
    assert found.record == record, found.problems


def test_a_recusal_that_was_denied_is_kept(tmp_path: Path) -> None:
    denied = Recusal(
        seat="lom", application="B", ground="discretion", standing=Standing.TAKES_PART, reason="Fjern tilknytning.", decided_by=("leder",)
    )
    record = Record(
        meeting=Head(date=date(2018, 2, 14), place="Oslo", present=SEATS),
        recusals=(denied,),
        items=(Item(application="B"),),
    )
    assert read(minutes_toml(record), tmp_path).record == record
