"""`reviewer new` and `import`: the batches are being read while the rest of the program is still loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer.intake.tables import begin

if TYPE_CHECKING:
    import argparse

    from reviewer.cli.answers import Answer
    from reviewer.language.speech import Speech


def new(call: argparse.Namespace, speech: Speech) -> Answer:
    """Make a case, with its batches."""
    begin(call.batches)
    from reviewer.cli.commands import intake

    return intake.new(call, speech)


def import_(call: argparse.Namespace, speech: Speech) -> Answer:
    """Take batches into a case."""
    begin(call.batches)
    from reviewer.cli.commands import intake

    return intake.import_(call, speech)
