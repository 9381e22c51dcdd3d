"""Fuzzing: thousands of spoilt files and addresses, the same ones every time."""
