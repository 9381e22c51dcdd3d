"""Section Vụ việc: are incidents rising, and are they handled in time?"""
