"""Disclosure control: which child-related counts may leave, so that no masked one can be worked out.

`system` says what an outsider sees (cells and what binds them), `attack` what can be deduced of a
masked cell, `mask` which cells to mask so that nothing can, `ledger` what was released before, `beside`
the mask of a release beside those; `edition` writes what is left into a file of its own.
"""
