"""The blocks of taking data in: what was dropped, its problems, what it changes, publishing, the way back."""
