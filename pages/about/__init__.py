"""Section Dữ liệu: what was loaded, how complete it is, what it means, and how it is handed on."""
