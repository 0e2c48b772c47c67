"""What stands for a value in a command's help, in the user's language, as the program's sentences and the app write it."""

from __future__ import annotations

import argparse
import re

from reviewer.cli.arguments import text
from reviewer.domain.said import Said, say

WORDS: dict[str, Said] = {
    "ADDRESS": say("ADDRESS"),
    "BATCH": say("BATCH"),
    "CARD": say("CARD"),
    "CASE": say("CASE"),
    "CODE": say("CODE"),
    "COMMITTEE": say("COMMITTEE"),
    "CRITERION": say("CRITERION"),
    "DATE": say("DATE"),
    "DIR": say("FOLDER"),
    "EFFECT": say("EFFECT"),
    "EVENT": say("EVENT"),
    "FIELD": say("FIELD"),
    "FILE": say("FILE"),
    "FOLDER": say("FOLDER"),
    "GRADE": say("GRADE"),
    "GROUND": say("GROUND"),
    "KEY": say("KEY"),
    "LEAST": say("LEAST"),
    "LOGIN": say("LOGIN"),
    "MEETING": say("MEETING"),
    "MINUTES": say("MINUTES"),
    "MOST": say("MOST"),
    "NAME": say("NAME"),
    "NUMBER": say("NUMBER"),
    "PACKET": say("PACKET"),
    "PLACE": say("PLACE"),
    "RATER": say("SEAT"),
    "RATINGS": say("RATINGS"),
    "REASON": say("TEXT"),
    "RULE": say("RULE"),
    "SEAT": say("SEAT"),
    "SECONDS": say("SECONDS"),
    "SEED": say("SEED"),
    "SHARE": say("SHARE"),
    "STEP": say("STEP"),
    "TEXT": say("TEXT"),
    "TIME": say("TIME"),
    "TITLE": say("TITLE"),
    "VALUE": say("VALUE"),
    "WORDS": say("TEXT"),
    "YEAR": say("YEAR"),
}
_WORD = re.compile(r"[A-Z]{2,}")


def name_values(reader: argparse.ArgumentParser) -> None:
    """Say in the user's language what each argument of the command takes, and in the command's own name."""
    reader.prog = _told(reader.prog)
    for action in reader._actions:  # noqa: SLF001 - the reader tells of its arguments nowhere else
        if action.nargs == 0 or action.choices is not None:
            continue
        shown = action.metavar if action.metavar is not None else action.dest.upper()
        action.metavar = tuple(map(_told, shown)) if isinstance(shown, tuple) else _told(shown)


def _told(shown: str) -> str:
    return _WORD.sub(lambda word: text(WORDS[word[0]]) if word[0] in WORDS else word[0], shown)
