"""The blocks of timeliness: the board of clocks, the handling curve, what is open, where time goes."""
