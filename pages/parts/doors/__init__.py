"""Doors: who may come in. `settings` what is configured, `people` whose role it is, `decision` the verdict,
`here` the verdict on this session, `connection` that on a request or a stream, `closed` what is shown then;
`guard` stands before the server's other addresses, `uploads` bounds the files that come in, and `messages`
sieves what comes over a page's stream.
"""
