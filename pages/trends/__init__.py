"""Xu hướng: are incidents rising, and where?"""
