"""Write the proposal to a folder, one file a format, each whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from secrets import token_hex

from reviewer.documents.errors import DocumentError
from reviewer.domain.proposal import Proposal
from reviewer.domain.said import say
from reviewer.domain.system import system_words
from reviewer.language.speech import Speech


def _word(proposal: Proposal, speech: Speech) -> bytes:
    from reviewer.documents.word import word_bytes

    return word_bytes(proposal, speech)


def _pdf(proposal: Proposal, speech: Speech) -> bytes:
    from reviewer.documents.pdf import pdf_bytes

    return pdf_bytes(proposal, speech)


def _html(proposal: Proposal, speech: Speech) -> bytes:
    from reviewer.documents.html import html_text

    return html_text(proposal, speech).encode("utf-8")


def _markdown(proposal: Proposal, speech: Speech) -> bytes:
    from reviewer.documents.markdown import markdown_text

    return markdown_text(proposal, speech).encode("utf-8")


def _json(proposal: Proposal, speech: Speech) -> bytes:
    from reviewer.documents.json_document import json_text

    return json_text(proposal, speech).encode("utf-8")


FORMATS: Mapping[str, Callable[[Proposal, Speech], bytes]] = {"docx": _word, "pdf": _pdf, "html": _html, "md": _markdown, "json": _json}
"""What makes each format's bytes; the name is the file's suffix too."""


Makers = Mapping[str, Callable[[Proposal, Speech], bytes]]


def makers_with(template: bytes) -> Makers:
    """Return what makes each format, Word in the secretariat's own template."""

    def templated(proposal: Proposal, speech: Speech) -> bytes:
        from reviewer.documents.word_template import templated_bytes

        return templated_bytes(template, proposal, speech)

    return {**FORMATS, "docx": templated}


def write_documents(proposal: Proposal, folder: Path, formats: Sequence[str], speech: Speech) -> tuple[Path, ...]:
    """Write the paper in each format and return the files; every format is made before any file is replaced.

    Raises `ValueError` for a format that is not in `FORMATS`, `DocumentError` where a file cannot be written.
    """
    return write_files(folder, made((proposal,), formats, speech))


def made(papers: Iterable[Proposal], formats: Sequence[str], speech: Speech, makers: Makers = FORMATS) -> tuple[tuple[str, bytes], ...]:
    """Return each paper in each format as file name and bytes; raise `ValueError` for a format that is not in `FORMATS`."""
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise ValueError(f"unknown format {', '.join(unknown)}; known are {', '.join(FORMATS)}")
    return tuple((f"{paper.stem}.{name}", makers[name](paper, speech)) for paper in papers for name in dict.fromkeys(formats))


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[Path, ...]:
    """Write files that are made already; raise `DocumentError` at the first one that cannot be written."""
    written = []
    for name, content in files:
        replace_file(folder / name, content)
        written.append(folder / name)
    return tuple(written)


def replace_file(path: Path, content: bytes) -> None:
    """Put the content in the file's place in one step: a reader finds the old file or the new one, never half of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.parent / f".{path.stem}-{token_hex(4)}.tmp"
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise DocumentError(say("{file} could not be written: {reason}", file=str(path), reason=system_words(error))) from error
    try:
        temporary.replace(path)
    except PermissionError as error:
        temporary.unlink(missing_ok=True)
        raise DocumentError(
            say("{file} is open in another program, or may not be changed. Close it and try again.", file=str(path))
        ) from error
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise DocumentError(say("{file} could not be written: {reason}", file=str(path), reason=system_words(error))) from error
