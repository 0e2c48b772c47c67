"""A folder for the archive: the papers, what they rest on, and a manifest by which anyone can see years later that nothing has changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from reviewer.documents.errors import DocumentError
from reviewer.documents.origin import found
from reviewer.documents.plain import printable
from reviewer.domain.proposal import Audience, Proposal
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.language.speech import Speech

MANIFEST = "manifest.json"
EVENTS = "hendelser.jsonl"
FORMAT = 3
"""From 2 on, the manifest has a sum of itself; from 3 on, it says what the case's hash is of beside the events."""
_HASHED = 3
_SUM = "manifest_sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How many files the manifest names, and what is wrong with them."""

    files: int
    problems: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What an archive is told beside the paper: the day the case was opened, and the grounds on which the whole papers are withheld.

    `sealed` and `barred` are the ids that the case's hash has beside those of the events, and those of them that it has not.
    """

    opened: date
    grounds: tuple[str, ...]
    sealed: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()


def manifest_head(proposal: Proposal, filing: Filing, speech: Speech) -> Mapping[str, object]:
    """Return what a manifest says before its files: the case that they are of, and what a Noark 5 system asks for."""
    imprint = proposal.imprint
    return {
        "format": FORMAT,
        "program": f"reviewer {imprint.program}",
        "case_hash": imprint.case_hash,
        "case_hash_of": {"file": EVENTS, "and": list(filing.sealed), "without": list(filing.barred)},
        "events": imprint.events,
        "committee_hash": imprint.committee_hash,
        "produced": imprint.produced.isoformat(),
        "noark5": _record(proposal, filing, speech),
    }


def manifest_bytes(head: Mapping[str, object], files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the manifest of these files."""
    content = {**head, "files": [{"path": name, "sha256": sha256(made).hexdigest(), "bytes": len(made)} for name, made in files]}
    return _written(content | {_SUM: _own_sum(content)})


def _written(content: Mapping[str, object]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _own_sum(content: Mapping[str, object]) -> str:
    """Return the SHA-256 of the manifest as it is written without this sum, which is its last line."""
    return sha256(_written({name: value for name, value in content.items() if name != _SUM})).hexdigest()


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
        written = (folder / MANIFEST).read_bytes()
        manifest = json.loads(written)
        listed = {str(one["path"]): str(one["sha256"]) for one in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DocumentError(
            say("{folder} is not an archive folder: it has no {name} that can be read.", folder=str(folder), name=MANIFEST)
        ) from error
    problems: list[Said] = [] if _is_unchanged(manifest, written) else [say("{file} is not the file that was archived.", file=MANIFEST)]
    same: list[str] = []
    for name, expected in listed.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
            problems.append(say("{file} is missing.", file=name))
        elif sha256(path.read_bytes()).hexdigest() != expected:
            problems.append(say("{file} is not the file that was archived.", file=name))
        else:
            same.append(name)
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    problems += [say("{file} is not in the manifest.", file=name) for name in sorted(here - listed.keys() - {MANIFEST})]
    problems += _other_cases(folder, manifest, same)
    return Checked(files=len(listed), problems=tuple(problems))


def _other_cases(folder: Path, manifest: Mapping[str, Any], same: Collection[str]) -> Iterator[Said]:
    """Yield what is of another case than the manifest says: the events by their hash, and the papers by the one that they carry."""
    case = str(manifest.get("case_hash", ""))
    if int(manifest.get("format", 1)) >= _HASHED and EVENTS in same and _hash_of_events(folder, manifest) != case:
        yield say("{file} does not have the events of the case with the hash {hash}.", file=EVENTS, hash=case)
    for name in same:
        path = folder / name
        if "/" not in name and path.suffix in {".pdf", ".json"} and (of := _case_of(path)) != case:
            yield say("{file} is of the case with the hash {other}, not {hash}.", file=name, other=of or "–", hash=case)


def _hash_of_events(folder: Path, manifest: Mapping[str, Any]) -> str:
    """Return the case's hash made anew: SHA-256 over the sorted ids, where an event's id is the SHA-256 of its line."""
    of = manifest.get("case_hash_of") or {}
    lines = (folder / EVENTS).read_bytes().split(b"\n")
    ids = ({sha256(line).hexdigest() for line in lines if line} | set(of.get("and", ()))) - set(of.get("without", ()))
    return sha256(b"".join(bytes.fromhex(key) for key in sorted(ids))).hexdigest()


def _case_of(path: Path) -> str:
    """Return the hash of the case that a paper says it is of; nothing where it says none."""
    try:
        return found(path).origin.case_hash
    except DocumentError:
        return ""


def _is_unchanged(manifest: Mapping[str, object], found: bytes) -> bool:
    """Tell whether the manifest is, byte by byte, what was written; the first format had no sum of it."""
    if manifest.get("format") == 1 and _SUM not in manifest:
        return True
    return manifest.get(_SUM) == _own_sum(manifest) and _written(manifest) == found
