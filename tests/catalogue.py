"""Collect the messages that the code says, and compile the catalogues: `python -m tests.catalogue`.

Every `say("…")` and `say_number("…", "…", n)` in `reviewer/` is a message. The translations stand in
`reviewer/language/<language>/*.po`, one file an area, and are compiled together to `locale/<language>/LC_MESSAGES/reviewer.mo`.
"""

from __future__ import annotations

import ast
import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1] / "reviewer"
_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""Every catalogue carries the same date, so that the same messages give the same bytes."""

SAYING = {"say", "say_number"}


def said_messages() -> dict[str, str]:
    """Return every message in the code with where it stands (`file:line`)."""
    found: dict[str, str] = {}
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYING and node.args:
                where = f"{path.relative_to(ROOT.parent).as_posix()}:{node.lineno}"
                for argument in node.args[: 2 if node.func.id == "say_number" else 1]:  # type: ignore[attr-defined]
                    if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                        raise TypeError(f"{where}: the message must be a literal")
                found.setdefault(node.args[0].value, where)  # type: ignore[attr-defined]
    return found | {"and": "reviewer/language/speech.py"}


def catalogue(language: str) -> Catalog:
    """Return the language's messages from all its files; a message in two files is an error."""
    whole = Catalog(locale=language, creation_date=_DATE, revision_date=_DATE)
    for path in sorted((ROOT / "language" / language).glob("*.po")):
        with path.open("rb") as file:
            part = read_po(file, locale=language)
        for message in part:
            if not message.id:
                continue
            if message.id in whole and whole[message.id].string != message.string:
                raise ValueError(f"{path.name}: {message.id!r} is translated differently in another file")
            whole.add(message.id, message.string)
    return whole


def compiled(language: str) -> bytes:
    """Return the bytes of the language's compiled catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue(language))
    return buffer.getvalue()


def mo_path(language: str) -> Path:
    """Return where the compiled catalogue belongs."""
    return ROOT / "language" / "locale" / language / "LC_MESSAGES" / "reviewer.mo"


def main() -> None:
    """Compile every language and name what is missing or unused."""
    said = said_messages()
    for folder in sorted(path for path in (ROOT / "language").iterdir() if path.is_dir() and any(path.glob("*.po"))):
        language = folder.name
        mo_path(language).parent.mkdir(parents=True, exist_ok=True)
        mo_path(language).write_bytes(compiled(language))
        known = {m.id if isinstance(m.id, str) else m.id[0] for m in catalogue(language) if m.id}
        for message in sorted(said.keys() - known):
            print(f"{language}: missing  {message!r}  ({said[message]})")  # noqa: T201 - a tool's answer
        for message in sorted(known - said.keys()):
            print(f"{language}: unused   {message!r}")  # noqa: T201


if __name__ == "__main__":
    main()
