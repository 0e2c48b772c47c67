"""Read a batch: a file in, the good applications and everything that is wrong with the others out, in one pass."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from reviewer.collector import collector_at_rest
from reviewer.domain.application import Application, Batch
from reviewer.domain.committee import Committee
from reviewer.domain.events import Problem, RowSetAside
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.intake.checks import checks, extra_checks
from reviewer.intake.draft import Draft, Incoming
from reviewer.intake.expectation import Wrong, problems_in, wrongs
from reviewer.intake.rows import RowOrigin
from reviewer.intake.tables import SEPARATED, WORKBOOKS, UnreadableError
from reviewer.intake.tree import TREES, names_in, read_tree
from reviewer.intake.workbook import read_rows
from reviewer.language.speech import Speech


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held: the good applications, what is wrong, the bad rows as they stood, and what a person should know."""

    batch: Batch
    problems: tuple[Problem, ...] = ()
    set_aside: tuple[RowSetAside, ...] = ()
    notes: tuple[str, ...] = ()


def read_batch(path: Path, committee: Committee, speech: Speech) -> Reading:
    """Return what the file holds, by its suffix. Whatever is wrong with it is in `problems`, worded in the language of `speech`."""
    try:
        with collector_at_rest():
            return _judged(path.name, _incoming(path, committee, speech), committee, speech)
    except UnreadableError as error:
        problem = Problem(file=path.name, row=error.row, value=error.value, expected=speech.text(error.expected))
        return Reading(Batch(source=path.name), (problem,))


def _incoming(path: Path, committee: Committee, speech: Speech) -> Incoming:
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS | SEPARATED:
        return read_rows(path, committee, speech)
    if suffix in TREES:
        return read_tree(path, committee, speech)
    known = ", ".join(sorted(WORKBOOKS | SEPARATED | TREES))
    raise UnreadableError(say("Give the file one of these formats: {formats}.", formats=known), value=path.suffix or None)


def _judged(file: str, incoming: Incoming, committee: Committee, speech: Speech) -> Reading:
    problems = list(incoming.problems)
    if incoming.committee not in {"", committee.id}:
        expected = say(
            "The file is for another committee. Take it into a case with the rules of {named}, or write {committee} if that is right.",
            named=incoming.committee,
            committee=committee.id,
        )
        problems += problems_in(file, {}, [Wrong(("batch", "committee"), incoming.committee, expected)], speech)
    elsewhere = _repeated(incoming.drafts)
    applications: list[Application] = []
    aside: dict[str, RowSetAside] = {}
    for draft in incoming.drafts:
        draft.wrongs.extend(elsewhere.get(id(draft), ()))
        application = _application(draft, incoming, committee)
        if application is None:
            row = _set_aside(draft, file)
            problems += row.problems
            aside[row.key] = row
        else:
            applications.append(application)
    good = () if incoming.committee not in {"", committee.id} else tuple(applications)
    batch = Batch(committee=incoming.committee, call=_call(incoming, good), received=incoming.received, source=file, applications=good)
    return Reading(batch, tuple(problems), tuple(aside.values()), tuple(dict.fromkeys(speech.text(note) for note in incoming.notes)))


def _application(draft: Draft, incoming: Incoming, committee: Committee) -> Application | None:
    """Return the application; None if anything is wrong, with all of it in the draft's `wrongs`."""
    if draft.plain is None:
        return None
    plain = draft.plain
    draft.wrongs.extend(checks(plain))
    if draft.extra:
        draft.wrongs.extend(extra_checks(draft.extra, committee))
    try:
        application = incoming.validate(plain)
    except ValidationError as error:
        told = {wrong.path for wrong in draft.wrongs}
        draft.wrongs.extend(wrong for wrong in wrongs(error, names_in) if wrong.path not in told)
        return None
    if draft.wrongs:
        return None
    return _completed(application, draft, incoming)


def _completed(application: Application, draft: Draft, incoming: Incoming) -> Application:
    """Return the application with the committee's own fields, and with the call and day that the whole batch states."""
    call, received = application.call or incoming.call, application.received or incoming.received
    if not draft.extra and call == application.call and received == application.received:
        return application
    return replace(application, extra=draft.extra, call=call, received=received)


def _repeated(drafts: Sequence[Draft]) -> dict[int, list[Wrong]]:
    """Return, by the draft's identity, a fault for each draft whose ID another one has too: nobody knows which is right."""
    by_id: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.id and draft.plain is not None:
            by_id[draft.id].append(draft)
    found: dict[int, list[Wrong]] = {}
    for name, same in by_id.items():
        if len(same) > 1:
            for draft in same:
                other = next(item for item in same if item is not draft)
                found[id(draft)] = [Wrong(("id",), name, _own_id(other, drafts))]
    return found


def _own_id(other: Draft, drafts: Sequence[Draft]) -> Said:
    if isinstance(other.origin, RowOrigin):
        return say("Give each application its own ID; row {row} has this one too.", row=str(other.origin.row + 1))
    number = next(position for position, draft in enumerate(drafts, start=1) if draft is other)
    return say("Give each application its own ID; application number {number} in the file has this one too.", number=number)


def _set_aside(draft: Draft, file: str) -> RowSetAside:
    cells = draft.origin.cells()
    problems = tuple(draft.origin.problem(wrong, draft.id or None) for wrong in draft.wrongs)
    canonical = json.dumps(cells, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    key = hashlib.sha256(canonical.encode("utf-8")).hexdigest()
    return RowSetAside(key=key, application=draft.id, cells=cells, problems=problems, source=file)


def _call(incoming: Incoming, applications: Sequence[Application]) -> str:
    """Return the batch's call: as stated, else the one that all its applications name."""
    calls = {application.call for application in applications}
    return incoming.call or (calls.pop() if len(calls) == 1 else "")
