"""Dates and clock times as a person writes them in a field: `1.3.2018`, `2018-03-01`, `10:15`, `10.15`."""

from __future__ import annotations

import re
from datetime import date, time

from reviewer.domain.said import Said, say

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_NORWEGIAN = re.compile(r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4})", re.ASCII)
_CLOCK = re.compile(r"(?:kl\.?\s*)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?", re.ASCII | re.IGNORECASE)


def day_in(text: str) -> date | None:
    """Return the date that is written here, or None where that is none."""
    match = _ISO.fullmatch(text.strip()) or _NORWEGIAN.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def day_wrong(text: str) -> Said | None:
    """Return what is wrong with the date, or None where it can be used."""
    return None if day_in(text) else say("“{text}” is not a date. Write it as 1.3.2018.", text=text)


def clock_in(text: str) -> str | None:
    """Return the clock time as the minutes have it, `10:15`; empty for nothing, None where that is no clock time."""
    if not text.strip():
        return ""
    match = _CLOCK.fullmatch(text.strip())
    try:
        return f"{time(int(match['hour']), int(match['minute'] or 0)):%H:%M}" if match else None
    except ValueError:
        return None


def clock_wrong(text: str) -> Said | None:
    """Return what is wrong with the clock time, or None where it can be used."""
    return None if clock_in(text) is not None else say("“{text}” is not a time. Write it as 10:15.", text=text)
