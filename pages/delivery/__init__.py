"""Section Thực hiện: what the plan asks, who has reported, and what it takes."""
