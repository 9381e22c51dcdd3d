"""What may leave: which counts of children's cases are told to everybody, and how exactly.

`seats` declares who must not work out what, `counts` what the cases are counted in, `known` what each seat
knows before, `audit` what stays possible there, `telling` how much is told, `ranges` what everybody can work
out, `ledger` what was told before; `edition` writes what is left into a file of its own.
"""
