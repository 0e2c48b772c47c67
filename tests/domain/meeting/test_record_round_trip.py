"""Any meeting on paper that is in order makes minutes which, written out and taken into a fresh case, are the same minutes again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from reviewer.documents.minutes_toml import minutes_toml
from reviewer.domain.events import Outcome
from reviewer.domain.meeting.minutes import Minutes, minutes
from reviewer.domain.meeting.paper.record import Item, Record, Recusal, Statement, Votes
from reviewer.domain.meeting.paper.recorded import recorded
from reviewer.domain.meeting.paper.reheard import reheard
from reviewer.domain.meeting.paper.restaged import restaged
from reviewer.intake.minutes import read_minutes
from reviewer.language.speech import Speech
from tests.domain.meeting.kept import IDS, RECORD
from tests.domain.meeting.room import CHAIR, MEMBERS, NOON, OFFICE, Room

SEVEN = (CHAIR, *MEMBERS[:6])
GRANTING = {Outcome.RECOMMENDED, Outcome.CONDITIONS}


@some.composite
def items(draw: some.DrawFn, key: str) -> tuple[Item, tuple[Recusal, ...]]:
    """One case in order: at most two out, whoever is left votes, and the majority carries the motion."""
    recused = draw(some.lists(some.sampled_from(MEMBERS[:6]), max_size=1))
    out = draw(some.lists(some.sampled_from([seat for seat in MEMBERS[:6] if seat not in recused]), max_size=1))
    there = [seat for seat in SEVEN if seat not in {*recused, *out}]
    noes = tuple(draw(some.lists(some.sampled_from(there), unique=True, max_size=2)))
    ayes = tuple(seat for seat in there if seat not in noes)
    shown = Votes(ayes=len(ayes), noes=len(noes), abstained=0)
    votes = draw(some.sampled_from((Votes(unanimous=True), Votes(ayes=ayes, noes=noes), shown)))
    outcome = draw(some.sampled_from(list(Outcome)))
    item = Item(
        application=key,
        motion=draw(some.sampled_from(("Innstilles.", 'Utsettes «nå».\nSenere: "ja" \\ nei.'))),
        outcome=outcome,
        amount=draw(some.integers(1, 2_000_000)) if outcome in GRANTING else None,
        conditions=("Planen er klar.",) if outcome is Outcome.CONDITIONS else (),
        votes=votes,
        reasons="Begrunnet.",
        absent=tuple(out),
        dissent=tuple(Statement(seat=seat, text="Uenig.") for seat in noes[:1]),
    )
    return item, tuple(Recusal(seat=seat, application=key, ground="office") for seat in recused)


@some.composite
def records(draw: some.DrawFn) -> Record:
    keys = draw(some.lists(some.sampled_from(IDS), unique=True, min_size=1, max_size=3))
    drawn = [draw(items(key)) for key in keys]
    head = replace(RECORD.meeting, present=(*SEVEN, OFFICE), absent=MEMBERS[6:], left={})
    return Record(
        meeting=head,
        items=tuple(item for item, _ in drawn),
        recusals=tuple(recusal for _, found in drawn for recusal in found),
    )


def taken(record: Record) -> Minutes:
    room = Room(ids=IDS)
    heard = reheard(room.events, OFFICE, restaged(record, room.case.committee), NOON)
    assert heard.refused == ()
    room.write(*(step.body for step in heard.steps))
    kept = minutes(room.case, record.meeting.id)
    assert kept is not None
    return kept


@settings(max_examples=40, deadline=None)
@given(records())
def test_minutes_go_out_and_come_in_as_they_were(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    kept = taken(record)
    path: Path = tmp_path_factory.mktemp("ut") / "protokoll.toml"
    path.write_text(minutes_toml(recorded(kept)), encoding="utf-8")
    committee = Room(ids=IDS).case.committee
    found = read_minutes(path, committee, frozenset(IDS), Speech("nb"))
    assert found.record == recorded(kept), found.problems
    again = taken(found.record)
    assert recorded(again) == recorded(kept)
    assert (again.granted, again.left) == (kept.granted, kept.left)
    assert [one.results for one in again.cases] == [one.results for one in kept.cases]
