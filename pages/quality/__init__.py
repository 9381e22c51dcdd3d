"""Chất lượng: what was loaded, how complete it is, what it means, and what changed since."""
