"""A document beside what its case exports: the answer to whether they are the same."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.cli.answers import Answer, Status
from reviewer.documents.origin import Found, differences
from reviewer.domain.said import say
from reviewer.language.speech import Speech


def compared(document: Found, content: bytes, told: Sequence[str], name: str, speech: Speech) -> Answer:
    """Return what differs between the document and the content, after what is told of the case."""
    unlike = differences(document, content)
    problems = [*told, *(speech.text(one) for one in unlike)]
    data = {"ok": not unlike, "case_hash": document.origin.case_hash, "problems": problems}
    if unlike:
        return Answer(data=data, parts=tuple(problems), status=Status.BROKEN)
    return Answer(data=data, parts=(speech.text(say("{file} is what this case exports.", file=name)),))
