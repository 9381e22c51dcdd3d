"""Tiến độ xử lý: are incidents handled in time?"""
