"""Write the proposal to a folder, one file a format, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from reviewer.documents.files import write_files
from reviewer.domain.proposal import Proposal
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
    return tuple((f"{speech.text(paper.stem)}.{name}", makers[name](paper, speech)) for paper in papers for name in dict.fromkeys(formats))
