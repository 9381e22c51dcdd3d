"""Trường: how is this school doing, and what is its principal to be asked?"""
