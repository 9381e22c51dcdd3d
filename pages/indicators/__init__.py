"""Chỉ tiêu: how every indicator stands against its target."""
