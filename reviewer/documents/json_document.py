"""The proposal's machine-readable statement as JSON: keys in English, money in whole kroner, missing as null."""

from __future__ import annotations

import json
from collections.abc import Mapping

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
    return json.dumps(_plain(document, speech), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _plain(value: object, speech: Speech) -> object:
    """Return the value with every sentence put into words, and text as a file can hold it."""
    match value:
        case Said() | str():
            return printable(speech.text(value))
        case Mapping():
            return {name: _plain(one, speech) for name, one in value.items()}
        case list() | tuple():
            return [_plain(one, speech) for one in value]
        case _:
            return value
