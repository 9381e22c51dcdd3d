"""Section Vụ việc: what happens to children online, and is it handled in time?"""
