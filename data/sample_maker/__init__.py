"""The fictitious sample, one module per kind of table; `data.sample` writes what they make."""
