"""Bytes and strings from outside: which encoding, and no character that cannot go on to every screen and document."""

from __future__ import annotations

import codecs
import re
from unicodedata import is_normalized, normalize

from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass

REPLACEMENT = "\ufffd"

_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold or a terminal would act on: control characters but tab and line feed, lone surrogates, non-characters."""

_LINE_ENDS = re.compile("\r\n?|\x85")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, and what a person should check because the encoding was not stated by the file."""

    text: str
    note: Said | None = None


def decoded(content: bytes) -> Decoded:
    """Return the text: by its byte order mark, else as UTF-8, else as Windows-1252. Guessing is wrong on short Norwegian files."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return Decoded(content.decode(encoding, errors="replace"))
    try:
        return Decoded(content.decode("utf-8"))
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    line = next((line for line in text.splitlines() if re.search("[æøåÆØÅ]", line)), text.partition("\n")[0])
    return Decoded(
        text, say("The file is not UTF-8 and was read as Windows-1252. Check that this reads right: {line}", line=clean(line[:120]))
    )


def clean(text: str) -> str:
    """Return the text in composed form (NFC), lines ended by line feeds, and � for each character that no document can hold."""
    if not text.isprintable():
        text = _UNHOLDABLE.sub(REPLACEMENT, _LINE_ENDS.sub("\n", text))
    return text if text.isascii() or is_normalized("NFC", text) else normalize("NFC", text)


def has_unholdable(text: str) -> bool:
    """Tell whether `clean` would replace something."""
    return not text.isprintable() and _UNHOLDABLE.search(text) is not None


def folded(text: str) -> str:
    """Return the text without case, spaces and punctuation, with æ, ø and å as ae, o and aa: `Netto nåverdi` -> `nettonaaverdi`."""
    plain = normalize("NFC", text).casefold().replace("å", "aa").replace("ø", "o").replace("æ", "ae")
    return "".join(filter(str.isalnum, plain))
