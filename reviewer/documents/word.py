"""The proposal as a Word document: real headings, lists that begin anew, tables whose heads repeat.

Typst draws the charts in a thread of its own, and needs none of Python's time for it: so they are begun before python-docx is imported.
"""

from __future__ import annotations

from reviewer.documents.pictures import drawn
from reviewer.documents.word_page import TEXT_WIDTH
from reviewer.domain.proposal import Proposal
from reviewer.language.speech import Speech


def word_bytes(proposal: Proposal, speech: Speech) -> bytes:
    """Return the document as the bytes of a .docx file; the same proposal gives the same bytes."""
    with drawn(proposal.blocks, speech, TEXT_WIDTH) as pictures:
        from reviewer.documents.word_writer import ordinary

        return ordinary(proposal, speech, pictures)
