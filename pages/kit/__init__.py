"""What every page stands on. The kit knows no page."""
