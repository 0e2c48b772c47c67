"""Dialogs in which something is written: nothing typed is lost without a word."""
