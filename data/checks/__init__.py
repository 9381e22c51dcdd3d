"""The checks: cells (one value), keys (rows against rows), sense (one .sql file per check)."""
