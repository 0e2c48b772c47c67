"""Which Word template a committee's papers are written in: one that is named in the call, else the committee's own, else none.

The committee's own is called as its file says (`[documents] template`), or else as its id, with the kind of paper after it for every kind
but the proposal: `kommit-radet.docx`, `kommit-radet-letter.docx`. It lies in the folder `templates` of the user's settings or beside the
committees that come along; one that the file names may lie beside the case too.
"""

from __future__ import annotations

from pathlib import Path

from reviewer.documents.errors import DocumentError
from reviewer.documents.export import FORMATS, Makers, makers_with
from reviewer.domain.committee import Committee
from reviewer.domain.proposal import Kind
from reviewer.domain.said import say
from reviewer.domain.system import system_words
from reviewer.home import settings_folder
from reviewer.shipped import shipped


def makers_for(committee: Committee, kind: Kind, beside: Path, named: Path | None) -> Makers:
    """Return what makes each format of such a paper; `beside` is the folder of the case. Raises `DocumentError` as `template_of` does."""
    path = named or template_of(committee, kind, beside)
    return FORMATS if path is None else makers_with(_content(path))


def template_of(committee: Committee, kind: Kind, beside: Path) -> Path | None:
    """Return the committee's own template for such a paper, or None; raise `DocumentError` where its file names one that is not there."""
    stated = committee.documents.template
    stem = Path(stated).stem if stated else committee.id
    name = f"{stem}.docx" if kind is Kind.PROPOSAL else f"{stem}-{kind.value}.docx"
    folders = ((beside,) if stated else ()) + (settings_folder() / "templates", shipped("committees"))
    found = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if found is None and stated and kind is Kind.PROPOSAL:
        raise DocumentError(
            say(
                "The committee's file names the template {file}, which is not found. Put it beside the case or in {folder}.",
                file=stated,
                folder=str(settings_folder() / "templates"),
            )
        )
    return found


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(say("{file} cannot be read: {reason}", file=str(path), reason=system_words(error))) from error
