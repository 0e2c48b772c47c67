"""`reviewer export`: the papers of a case, its workbook and its ratings."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from reviewer.cli.answers import Answer, Printer, Refusal, Status
from reviewer.cli.left_out import left_out, left_out_data, left_out_lists
from reviewer.cli.looking import chosen, chosen_meetings, opened, seen, uncounted_words
from reviewer.cli.main import now
from reviewer.documents.export import FORMATS
from reviewer.documents.files import write_files
from reviewer.domain.case import Case
from reviewer.domain.proposal import Audience, Kind
from reviewer.domain.said import Said, say
from reviewer.drafting import Drafts, papers
from reviewer.exporting import Unmade, steps, unmade
from reviewer.language.speech import Speech
from reviewer.ordered import KNOWN, Order
from reviewer.templating import makers_for


def export(call: argparse.Namespace, speech: Speech) -> Answer:
    """Write the papers in each format that is asked for; every file is made before the first one is written."""
    formats = _formats(call)
    with opened(call) as file:
        case = seen(file, call)
        order = _order(call, case)
        drafts, uncounted = papers(file, case, order, speech), uncounted_words(file, call)
    makers = makers_for(case.committee, order.kind, call.case.parent, call.template) if "docx" in formats else FORMATS
    files = [file for step in steps(drafts, order, formats, speech, makers) for file in unmade(step, drafts, speech)]
    answer = _answer(drafts, uncounted, [call.to / name for name, _ in files], speech)
    _write(call, files, answer, speech)
    return answer


def _write(call: argparse.Namespace, files: Unmade, answer: Answer, speech: Speech) -> None:
    """Write the files; where a long paper is still to be set, what writes them takes this process's place and gives the answer too."""
    ready = [(name, one) for name, one in files if isinstance(one, bytes)]
    if len(ready) < len(files):  # what sets a PDF is loaded for one alone
        from reviewer.cli.handover import POSSIBLE, Left, hand_over
        from reviewer.documents.press import Sheet, pdf_of

        if getattr(call, "alone", False) and POSSIBLE and any(isinstance(one, Sheet) and one.long for _, one in files):
            hand_over(Left(call.to, files, answer), Printer(speech, call.json))
        ready = [(name, pdf_of(one) if isinstance(one, Sheet) else one) for name, one in files]
    write_files(call.to, ready)


def _answer(drafts: Drafts, uncounted: Sequence[Said], written: Sequence[Path], speech: Speech) -> Answer:
    missing = tuple(dict.fromkeys(lacking for paper in drafts.papers for lacking in paper.missing))
    words = (*missing, *uncounted, *left_out(drafts), *(say("Written: {path}", path=str(path)) for path in written))
    data: dict[str, object] = {"written": [str(path) for path in written], **left_out_data(drafts)}
    return Answer(words=words, data=data, parts=tuple(left_out_lists(drafts, speech)))


def _formats(call: argparse.Namespace) -> list[str]:
    formats = [one.strip() for one in call.format.split(",") if one.strip()]
    unknown = [one for one in formats if one not in KNOWN]
    if unknown or not formats:
        known = ", ".join(KNOWN)
        raise Refusal(say("The formats are {known}; {unknown} is none of them.", known=known, unknown=", ".join(unknown)), Status.MISUSED)
    return formats


def _order(call: argparse.Namespace, case: Case) -> Order:
    kind = Kind(call.document)
    if kind is Kind.READING_PACK:
        for seat in call.ids:
            if case.committee.seat(seat) is None:
                raise Refusal(say("The committee has no seat {seat}.", seat=seat))
    elif kind in {Kind.AGENDA, Kind.MINUTES}:
        chosen_meetings(case, call.ids)
    else:
        chosen(case, call.ids)
    return Order(
        produced=now().astimezone().date(),
        kind=kind,
        about=tuple(call.ids),
        seat=call.seat or "",
        audience=Audience.PUBLIC if call.public else Audience.COUNCIL,
    )
