"""Báo cáo 30/11: did every school's yearly report come in time?"""
