"""Attackers of another make than the masks, and worlds to try them on; nothing here reads queries/release."""
