"""The blocks of the trends page: the series by month, the schools against each other, the groups."""
