"""A folder for the archive: the papers, what they rest on, and a manifest by which anyone can see years later that nothing has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from reviewer.documents.errors import DocumentError
from reviewer.documents.plain import printable
from reviewer.domain.proposal import Audience, Proposal
from reviewer.domain.said import Said, say
from reviewer.language.speech import Speech

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How many files the manifest names, and what is wrong with them."""

    files: int
    problems: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What an archive is told beside the paper: the day the case was opened, and the grounds on which the whole papers are withheld."""

    opened: date
    grounds: tuple[str, ...]


def manifest_bytes(proposal: Proposal, files: Sequence[tuple[str, bytes]], filing: Filing, speech: Speech) -> bytes:
    """Return the manifest of these files."""
    imprint = proposal.imprint
    content = {
        "format": FORMAT,
        "program": f"reviewer {imprint.program}",
        "case_hash": imprint.case_hash,
        "events": imprint.events,
        "committee_hash": imprint.committee_hash,
        "produced": imprint.produced.isoformat(),
        "noark5": _record(proposal, filing, speech),
        "files": [{"path": name, "sha256": sha256(made).hexdigest(), "bytes": len(made)} for name, made in files],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _record(proposal: Proposal, filing: Filing, speech: Speech) -> Mapping[str, object]:
    """Return what a Noark 5 system asks for when the paper is entered, under the standard's own names."""
    imprint, data = proposal.imprint, proposal.data
    day = (imprint.meeting_date or imprint.produced).isoformat()
    closed = bool(filing.grounds) and proposal.audience is Audience.COUNCIL
    return {
        "tittel": printable(speech.text(proposal.title)),
        "offentligTittel": printable(speech.text(proposal.title)),
        "saksdato": filing.opened.isoformat(),
        "journaldato": imprint.produced.isoformat(),
        "dokumentetsDato": day,
        "journalposttype": "Utgående dokument",
        "korrespondansepart": [
            {"korrespondanseparttype": "Avsender", "korrespondansepartNavn": printable(proposal.council)},
            {"korrespondanseparttype": "Mottaker", "korrespondansepartNavn": printable(str(data["recipient"]))},
        ],
        "skjerming": {"tilgangsrestriksjon": "Unntatt offentlighet", "skjermingshjemmel": "; ".join(dict.fromkeys(filing.grounds))}
        if closed
        else None,
    }


def check_folder(folder: Path) -> Checked:
    """Compare every file with the manifest; raise `DocumentError` where the folder has none that can be read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        listed = {str(one["path"]): str(one["sha256"]) for one in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DocumentError(
            say("{folder} is no archive folder: it has no {name} that can be read.", folder=str(folder), name=MANIFEST)
        ) from error
    problems: list[Said] = []
    for name, expected in listed.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
            problems.append(say("{file} is missing.", file=name))
        elif sha256(path.read_bytes()).hexdigest() != expected:
            problems.append(say("{file} is not the file that was archived.", file=name))
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    problems += [say("{file} is not in the manifest.", file=name) for name in sorted(here - listed.keys() - {MANIFEST})]
    return Checked(files=len(listed), problems=tuple(problems))
