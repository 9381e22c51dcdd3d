"""Kế hoạch: is every paragraph of the plan being carried out?"""
