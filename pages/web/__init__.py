"""The server's side of the browser: the line of identity, links, what follows an open page."""
