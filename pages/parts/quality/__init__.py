"""The blocks of data quality: loads and warnings, coverage, earlier snapshots, meanings."""
