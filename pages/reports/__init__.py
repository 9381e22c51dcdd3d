"""Báo cáo 30/11: did every school's yearly report come in time?"""

#: The states that an expected report is in; they add up to what is expected.
STATES = ("on_time", "late", "empty", "missing", "not_due")
#: And the one of a school from which none is expected.
SHOWN = (*STATES, "not_applicable")
