"""Benchmarks, run on request: each compares two things in one run and prints the ratio."""
