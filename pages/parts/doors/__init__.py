"""Doors: who may come in. `settings` what is configured, `people` whose role it is, `decision` the verdict,
`here` the verdict on this session, `closed` what is shown instead, `guard` the server's other addresses.
"""
