"""What a committee's papers are written on, as its file may say."""

from __future__ import annotations

from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Stationery:
    """`template` is the file name of the committee's own Word template; `theme` the id of its own field that sums of money are told by.

    Empty: the ordinary paper, and no sums by theme.
    """

    template: str = ""
    theme: str = ""
