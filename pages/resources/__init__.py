"""Nguồn lực: what was planned, spent and used?"""
