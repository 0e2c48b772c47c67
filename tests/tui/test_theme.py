from __future__ import annotations

import pytest

from reviewer.tui.drawing.theme import PALETTES, Palette

LEAST = 4.5
"""WCAG 2.2, 1.4.3: contrast of text."""


def _linear(channel: int) -> float:
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2's definition."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_every_text_can_be_read_on_every_ground(palette: Palette) -> None:
    poor = [(text, ground) for text in palette.texts for ground in palette.grounds if contrast(text, ground) < LEAST]
    assert poor == []


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_the_chosen_row_is_told_from_the_ground(palette: Palette) -> None:
    assert palette.chosen != palette.ground
