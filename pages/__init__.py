"""What is shown. Pages lie one folder down: a page directly in here would be served around the front door."""
