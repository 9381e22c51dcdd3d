"""What breaks outside the program: disks, clocks, other processes, the folder itself."""
