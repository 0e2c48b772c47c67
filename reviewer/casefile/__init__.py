"""The one file on disk: append-only events, and the tables that lists are read from."""
