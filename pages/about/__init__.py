"""Section Dữ liệu: what the figures are made of, and how they are handed on."""
