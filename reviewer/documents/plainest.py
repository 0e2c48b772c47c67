"""A paper of only what is set sign by sign, which can always be set."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from reviewer.documents.fonts import plainest


def plainest_paper(paper: str) -> str:
    """Return the paper (JSON) with U+FFFD for whatever is joined to a neighbour or written from the right."""
    return json.dumps(_every_text(json.loads(paper)), ensure_ascii=False)


def _every_text(value: Any) -> Any:
    match value:
        case str():
            return plainest(value)
        case Mapping():
            return {name: _every_text(one) for name, one in value.items()}
        case list():
            return [_every_text(one) for one in value]
        case _:
            return value
