"""The command line: each command calls one room and prints what it answers."""
