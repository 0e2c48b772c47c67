"""Spreadsheets, CSV, JSON and TOML from strangers, made into frozen values - or into problems that say what to write instead."""
