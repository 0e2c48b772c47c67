"""The council's recommendation as a paper, and the other papers of the same case, as blocks that every format can set.

What a paper is stands in `paper`; `composing` makes them, and is imported only where one is made: it needs all the sections.
"""

from reviewer.domain.proposal.paper import Audience, Imprint, Kind, Proposal

__all__ = ["Audience", "Imprint", "Kind", "Proposal"]
