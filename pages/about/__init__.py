"""Section Dữ liệu: what was loaded, how complete it is, what every number means."""
