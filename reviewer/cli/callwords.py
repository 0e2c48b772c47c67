"""What the standard library's argument reader says by itself, so that the catalogues have its words too."""

from __future__ import annotations

import gettext
import os

from reviewer.domain.said import say
from reviewer.language.speech import LOCALE, spoken

PHRASES = (
    say("usage: "),  # seven characters in every language: the reader cuts them off again by their number
    say("positional arguments"),
    say("options"),
    say("show this help message and exit"),
    say("show program's version number and exit"),
    say("the following arguments are required: %s"),
    say("unrecognized arguments: %s"),
    say("expected one argument"),
    say("expected at least one argument"),
    say("invalid choice: %(value)r (choose from %(choices)s)"),
    say("invalid %(type)s value: %(value)r"),
    say("argument %(argument_name)s: %(message)s"),
    say("%(prog)s: error: %(message)s\n"),
)


def speak(language: str) -> None:
    """Have the argument reader speak this language: it asks gettext's own domain for its words."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("reviewer", str(LOCALE))
    gettext.textdomain("reviewer")


def spoken_now() -> str:
    """Return the language that the argument reader speaks."""
    return spoken(os.environ.get("LANGUAGE"))
