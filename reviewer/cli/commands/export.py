"""`reviewer export`: the proposal, and the ratings."""

from __future__ import annotations

import argparse
from pathlib import Path

from reviewer.cli.answers import Answer, Refusal, Status
from reviewer.cli.looking import opened, seen
from reviewer.cli.main import now
from reviewer.documents.export import STEM, replace_file, write_documents
from reviewer.documents.ratings import ratings_csv
from reviewer.documents.workbook import workbook_bytes
from reviewer.domain.assessment import assess
from reviewer.domain.said import Said, say
from reviewer.drafting import drafted
from reviewer.language.speech import Speech

DOCUMENTS = ("docx", "md", "json")
RATINGS = "ratings"
WORKBOOK = "xlsx"


def export(call: argparse.Namespace, speech: Speech) -> Answer:
    """Write the proposal in each format that is asked for."""
    formats = [one.strip() for one in call.format.split(",") if one.strip()]
    unknown = [one for one in formats if one not in {*DOCUMENTS, WORKBOOK, RATINGS}]
    if unknown or not formats:
        known = ", ".join((*DOCUMENTS, WORKBOOK, RATINGS))
        raise Refusal(say("The formats are {known}; {unknown} is none of them.", known=known, unknown=", ".join(unknown)), Status.MISUSED)
    with opened(call) as file:
        case = seen(file, call)
        paths: list[Path] = []
        documents = [one for one in formats if one in DOCUMENTS]
        missing: tuple[Said, ...] = ()
        if documents:
            paper = drafted(file, assess(case), now().astimezone().date(), call.seat or "")
            missing = paper.missing
            paths += write_documents(paper, call.to, documents, speech)
        if WORKBOOK in formats:
            path = call.to / f"{STEM}.{WORKBOOK}"
            replace_file(path, workbook_bytes(assess(case), speech))
            paths.append(path)
        if RATINGS in formats:
            path = call.to / "vurderinger.csv"
            replace_file(path, ratings_csv(case, call.seat or "").encode("utf-8-sig"))
            paths.append(path)
    words = (*missing, *(say("Written: {path}", path=str(path)) for path in paths))
    return Answer(words=words)
