"""The snapshot ZIP: what may be handed on of one snapshot, with what it takes to read and to check it.

`selection` says what is asked for, `answers` which questions are stable enough to be handed on,
`contents` asks them, `package`, `readme` and `manifest` describe what was asked, `archive` packs it,
`save` and `log` put it on disk and note that it left.
"""
