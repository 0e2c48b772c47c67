"""What people type in fields, as values: days, kroner, paths."""
