"""Nạp số liệu: what was dropped, its mistakes, what it changes, publishing, and the way back."""
