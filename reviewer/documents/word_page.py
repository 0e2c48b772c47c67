"""The page of a Word document, in centimetres."""

WIDTH, HEIGHT = 21.0, 29.7
MARGIN = 2.5
"""At the left and at the right."""
TEXT_WIDTH = WIDTH - 2 * MARGIN
