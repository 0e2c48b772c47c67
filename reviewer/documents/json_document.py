"""The proposal's machine-readable statement as JSON: keys in English, money in whole kroner, missing as null."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from json.encoder import encode_basestring

from reviewer.documents.plain import printable
from reviewer.domain.proposal import Proposal
from reviewer.domain.said import Said
from reviewer.language.speech import Speech


def json_text(proposal: Proposal, speech: Speech) -> str:
    """Return the statement as one JSON object; sentences are in the language of `speech`."""
    document = {
        "title": proposal.title,
        "language": speech.language,
        "illustrative": proposal.illustrative,
        "draft": proposal.draft,
        "missing": proposal.missing,
        **proposal.data,
    }
    return _written(document, speech, "\n") + "\n"


_leaf = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_key = cache(encode_basestring)


def _written(value: object, speech: Speech, line: str) -> str:
    """Return the value as JSON with every sentence put into words, and text as a file can hold it; `line` begins a line at its margin.

    It is what `json.dumps` makes with an indent of two, without its going through iterators all the way down.
    """
    if isinstance(value, Said | str):
        return encode_basestring(printable(speech.text(value)))
    if type(value) is int:
        return str(value)
    if value is None:
        return "null"
    inner = line + "  "
    if isinstance(value, list | tuple):
        return _within("[", [_written(one, speech, inner) for one in value], "]", line)
    if isinstance(value, dict | Mapping):
        return _within("{", [f"{_key(str(name))}: {_written(one, speech, inner)}" for name, one in value.items()], "}", line)
    return _leaf(value)


def _within(opened: str, parts: Sequence[str], closed: str, line: str) -> str:
    inner = line + "  "
    return f"{opened}{inner}{f',{inner}'.join(parts)}{line}{closed}" if parts else opened + closed
