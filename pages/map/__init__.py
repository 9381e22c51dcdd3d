"""Bản đồ: where are the targets met, and where not?"""
