"""The reporting workbooks that schools and the office fill in, made from the contract."""

from __future__ import annotations

from data.template.books import SchoolLine, write_templates
from data.template.published import write_from_snapshot

__all__ = ["SchoolLine", "write_from_snapshot", "write_templates"]
