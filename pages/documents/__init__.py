"""Documents that leave as one file. Nothing here needs a screen: the command line makes the same bytes."""
