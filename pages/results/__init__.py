"""Section Kết quả: is the plan meeting its goals?"""
