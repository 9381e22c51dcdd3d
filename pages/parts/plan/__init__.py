"""The blocks of the plan: its paragraphs with what measures them, and what the office did."""
