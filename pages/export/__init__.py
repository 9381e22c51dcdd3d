"""Xuất số liệu: the annual report, all schools' sheets, a file for a browser, and one ZIP."""
