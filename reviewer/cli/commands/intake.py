"""`reviewer new`, `import` and `drop`: batches into a case."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reviewer.cli.answers import Answer, Refusal, Status, Table
from reviewer.cli.looking import acting_seat, opened, passphrase_or_asked, seen, warn_of_replication
from reviewer.cli.main import now
from reviewer.cli.problems import problem_data, problem_lines
from reviewer.cli.words import data_of, difference_line
from reviewer.domain.case import Case
from reviewer.domain.committee import ExtraField
from reviewer.domain.events import BudgetSet, Problem
from reviewer.domain.rights import refusal
from reviewer.domain.said import Said, say, say_number
from reviewer.intake.committee import CommitteeError
from reviewer.intake.municipalities import read_municipalities
from reviewer.language.speech import Speech
from reviewer.opening import Imported, NewCase, Taking, create_case, drop_row, plan_import, write_import
from reviewer.own_key import own_key
from reviewer.shipped import UnknownCommitteeError


def new(call: argparse.Namespace, speech: Speech) -> Answer:
    """Make a case, with its batches; refused batches leave no file."""
    made = NewCase(
        committee=call.committee,
        batches=tuple(call.batches),
        municipalities=call.municipalities,
        budget=call.budget,
        title=call.title,
        own=own_key(passphrase_or_asked),
    )
    warn_of_replication(call)
    try:
        answer = create_case(call.case, made, now(), speech, _taking(call))
    except CommitteeError as error:
        answer = Imported(problems=error.problems)
    except UnknownCommitteeError as error:
        answer = Imported(problems=(Problem(file=call.committee, expected=speech.text(error.said)),))
    done = say("Made: {path}", path=str(call.case)) if answer.written else say("Nothing was written.")
    return _answered(answer, done, speech)


def import_(call: argparse.Namespace, speech: Speech) -> Answer:
    """Take batches into a case; the same batch twice adds nothing."""
    if not call.batches and not call.municipalities:
        raise Refusal(say("Name at least one batch."), Status.MISUSED)
    with opened(call) as file:
        seat = acting_seat(file, call)
        case = file.case()
        _refuse_others(case, seat)
        register, wrong = read_municipalities(call.municipalities, speech) if call.municipalities else (None, ())
        plan = plan_import(case, call.batches, speech, _taking(call))
        if wrong or plan.refused:
            refused = Imported(problems=(*wrong, *plan.answer.problems), notes=plan.answer.notes)
            return _answered(refused, say("Nothing was written."), speech)
        if call.dry_run:
            return _answered(plan.answer, say("Nothing was written: this was a dry run."), speech, case.committee.fields, Status.DONE)
        whole = replace(plan, bodies=(register, *plan.bodies)) if register else plan
        done = (
            say("Written: {path}", path=str(call.case)) if whole.bodies else say("Nothing was written: all of it is in the case already.")
        )
        return _answered(write_import(file, whole, seat, now()), done, speech, case.committee.fields)


def _refuse_others(case: Case, seat: str) -> None:
    """Refuse seats that may not take batches in before anything is read: what would change is not theirs to see either."""
    holder = case.committee.seat(seat)
    said = refusal(case.committee, holder, BudgetSet(amount=0)) if holder else None
    if said:
        raise Refusal(said)


def drop(call: argparse.Namespace, speech: Speech) -> Answer:
    """List the rows set aside, or drop one with a reason."""
    with opened(call) as file:
        if call.key:
            if not call.reason.strip():
                raise Refusal(say("A row is dropped with a reason: --reason TEXT."), Status.MISUSED)
            drop_row(file, call.key, call.reason, acting_seat(file, call), now())
            return Answer(words=(say("Dropped: {key}", key=call.key),))
        rows = seen(file, call).set_aside
    headings = (speech.text(say("Key")), speech.text(say("Application")), speech.text(say("File")), speech.text(say("What is wrong")))
    lines = [(row.key[:8], row.application, row.source, " / ".join(problem_lines(row.problems))) for row in rows]
    data = {
        "set_aside": [
            {
                "key": row.key,
                "application": row.application,
                "source": row.source,
                "cells": row.cells,
                "problems": problem_data(row.problems),
            }
            for row in rows
        ],
    }
    return Answer(data=data, parts=(Table(headings, lines),))


def _taking(call: argparse.Namespace) -> Taking:
    return Taking.GOOD_ROWS if call.partial else Taking.ALL_OR_NOTHING


def _answered(answer: Imported, done: Said, speech: Speech, extra: Sequence[ExtraField] = (), status: Status | None = None) -> Answer:
    counted = {"added": answer.added, "unchanged": answer.unchanged, "revised": answer.revised, "set_aside": answer.set_aside}
    changes = [
        {
            "id": change.id,
            "fields": [{"field": one.field, "before": data_of(one.before), "after": data_of(one.after)} for one in change.differences],
        }
        for change in answer.changes
    ]
    status = status if status is not None else Status.DONE if answer.written else Status.REFUSED
    data = {**counted, "problems": problem_data(answer.problems), "changes": changes, "notes": list(answer.notes)}
    return Answer(
        data=data,
        parts=() if status is Status.REFUSED else tuple(_lines(answer, extra, speech)),
        words=(*answer.notes, *problem_lines(answer.problems), done),
        status=status,
    )


def _lines(answer: Imported, extra: Sequence[ExtraField], speech: Speech) -> Iterator[str]:
    yield speech.text(say_number("{number} new application", "{number} new applications", answer.added))
    yield speech.text(say_number("{number} unchanged", "{number} unchanged ones", answer.unchanged))
    yield speech.text(say_number("{number} in a new revision", "{number} in new revisions", answer.revised))
    yield speech.text(say_number("{number} row set aside", "{number} rows set aside", answer.set_aside))
    for change in answer.changes:
        yield f"\n{change.id} {change.title}"
        yield from (f"  {difference_line(one, extra, speech)}" for one in change.differences)
