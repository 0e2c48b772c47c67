"""Text as a document can hold it: what XML 1.0 and UTF-8 refuse is replaced and stays visible, line ends are one kind."""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
_CHANGED = re.compile(f"{_REFUSED.pattern}|\r")


def printable(text: str) -> str:
    r"""Return the text with `\n` as its only line end and U+FFFD for each character that no document can hold."""
    if text.isprintable() or _CHANGED.search(text) is None:  # nearly every text stays as it is, and a paper has some ten thousand
        return text
    return _REFUSED.sub(REPLACEMENT, _LINE_END.sub("\n", text))
