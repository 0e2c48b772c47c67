"""One module a screen, with its stylesheet beside it."""
