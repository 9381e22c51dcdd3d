"""Tổng quan: is the plan meeting its goals?"""
