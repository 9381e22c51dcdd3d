"""A walk over every page: what is on screen, what its CSVs hold, and what the named questions answer."""
