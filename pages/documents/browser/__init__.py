"""The edition for a browser: one HTML file with four pages, without a server or a network."""
