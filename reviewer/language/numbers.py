"""Numbers as people here write them: `1 234 567 kr`, `15,8`, `2,4 %`, a true minus sign.

Thousands are set apart with a no-break space, so that a number never breaks over two lines.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

NBSP = "\u00a0"
MINUS = "\u2212"


def whole_text(number: int, language: str) -> str:
    """Return `1 234 567` (English: `1,234,567`); four digits stand together in Norwegian years, so callers format years themselves."""
    grouped = f"{abs(number):,}"
    return _signed(number < 0, grouped if language == "en" else grouped.replace(",", NBSP))


def kroner_text(amount: int, language: str) -> str:
    """Return `1 234 567 kr` (English: `NOK 1,234,567`)."""
    number = whole_text(amount, language)
    return f"NOK{NBSP}{number}" if language == "en" else f"{number}{NBSP}kr"


def millions_text(amount: int | None, language: str) -> str:
    """Return kroner as millions with one decimal: `12,0`; an unknown amount as an en dash."""
    return "–" if amount is None else _shown(_halves_away(amount, 100_000), 1, language)


def decimal_text(number: Decimal | Fraction, language: str, places: int | None = None) -> str:
    """Return the number, halves rounded away from zero; without `places` as many decimals as it needs, two at the most."""
    n, d = number.as_integer_ratio()
    return _as_needed(_halves_away(n * 100, d), language) if places is None else _shown(_halves_away(n * 10**places, d), places, language)


def share_text(share: Fraction | Decimal, language: str) -> str:
    """Return a share 0-1 as per cent: `2,4 %`."""
    n, d = share.as_integer_ratio()
    number = _as_needed(_halves_away(n * 1000, d) * 10, language)
    return f"{number}%" if language == "en" else f"{number}{NBSP}%"


def _as_needed(hundredths: int, language: str) -> str:
    """Return the hundredths with as many decimals as they need."""
    if hundredths % 10:
        return _shown(hundredths, 2, language)
    return _shown(hundredths // 10, 1, language) if hundredths % 100 else whole_text(hundredths // 100, language)


def _shown(parts: int, places: int, language: str) -> str:
    """Return so many tenths, hundredths and so on; in whole numbers, because decimals and fractions are slow."""
    whole, rest = divmod(abs(parts), 10**places)
    text = whole_text(whole, language)
    mark = "." if language == "en" else ","
    return _signed(parts < 0, f"{text}{mark}{rest:0{places}d}" if places else text)


def _halves_away(n: int, d: int) -> int:
    """Return n / d as a whole number, halves rounded away from zero; in whole numbers, because fractions are slow."""
    whole = (abs(n) * 2 + d) // (2 * d)
    return whole if n >= 0 else -whole


def _signed(negative: object, text: str) -> str:
    return f"{MINUS}{text}" if negative else text
