"""The annual report: its numbers, its layout, its template."""
