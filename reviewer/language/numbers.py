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
    return "–" if amount is None else decimal_text(Fraction(amount, 1_000_000), language, places=1)


def decimal_text(number: Decimal | Fraction, language: str, places: int | None = None) -> str:
    """Return the number, halves rounded away from zero; without `places` as many decimals as it needs, two at the most."""
    shown = rounded(number, 2 if places is None else places)
    if places is None:
        shown = shown.normalize() if shown != shown.to_integral() else shown.quantize(Decimal(1))
    whole, _, decimals = f"{abs(shown):f}".partition(".")
    text = whole_text(int(whole), language)
    mark = "." if language == "en" else ","
    return _signed(shown < 0, f"{text}{mark}{decimals}" if decimals else text)


def share_text(share: Fraction | Decimal, language: str) -> str:
    """Return a share 0-1 as per cent: `2,4 %`."""
    n, d = share.as_integer_ratio()
    number = decimal_text(Decimal(_halves_away(n * 1000, d)).scaleb(-1), language)
    return f"{number}%" if language == "en" else f"{number}{NBSP}%"


def rounded(number: Decimal | Fraction, places: int) -> Decimal:
    """Return the number with that many decimals, halves away from zero, exact for fractions of any size."""
    n, d = number.as_integer_ratio()
    whole = _halves_away(n * 10**places, d)
    return Decimal(whole).scaleb(-places) if whole else Decimal(0).quantize(Decimal(1).scaleb(-places))


def _halves_away(n: int, d: int) -> int:
    """Return n / d as a whole number, halves rounded away from zero; in whole numbers, because fractions are slow."""
    whole = (abs(n) * 2 + d) // (2 * d)
    return whole if n >= 0 else -whole


def _signed(negative: object, text: str) -> str:
    return f"{MINUS}{text}" if negative else text
