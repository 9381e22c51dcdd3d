"""The server's side of the browser: who may come in, what leaves, the line of identity, links, health."""
