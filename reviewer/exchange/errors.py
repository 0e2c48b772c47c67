"""What goes wrong between laptops, as one clear sentence."""

from __future__ import annotations

from reviewer.domain.said import Said


class ExchangeError(Exception):
    """A key, a packet or a place of exchange cannot be used; `said` tells what and what to do. Nothing was written."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.message)
        self.said = said


class NewerPacketError(ExchangeError):
    """A packet is of a later program: the same packet is read once this one has been brought up to date."""
