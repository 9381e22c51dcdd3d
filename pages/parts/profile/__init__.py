"""The blocks of one school's page: against its targets, its course over the years, its incidents."""
