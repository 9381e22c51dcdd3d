"""The snapshot ZIP: the tables and answers of one snapshot, with descriptions and checksums.

`selection` is the choice, `answers` lists the questions that may be exported,
`contents` makes their files, `package`, `readme` and `manifest` describe these, `archive` packs and writes
them.
"""
