"""What checking catches: cells (one value), keys (rows against rows), sense (one .sql file each)."""
