"""Nguồn lực: funds planned and spent, what was built up with them, services in use, the network."""

from __future__ import annotations

import streamlit as st

from pages.kit import answers, block, filters, frame, inert, origins, phrases
from pages.resources import columns, sentences

words, choice = frame.words(), filters.chosen()
_ = words.text
block.stop_if_nobody(choice, words)

funding = answers.table("funding", choice)
money = inert.rows(funding)
sources = [row for row in money if row["year"] is None]
together = next(row for row in sources if row["source"] == "all")
years = answers.table("indicator_years", choice, lang=words.lang, against=choice.compared)

block.answer(
    f"{sentences.answer(together, words)} · {phrases.where_when(choice, words)}",
    block.known(choice, words, sentences.complete(together, words)),
)

block.heading(_("Funds by source, {years}", years=choice.period))
block.table(
    "funding",
    origins.with_sum(funding, choice.years),
    columns.funds(money, sources, words),
    alt=_("Funds planned and spent from each source, {years}", years=choice.period),
    lines=lambda _: sources,
)

block.heading(_("What was built up with it, {years}", years=choice.period))
built = origins.only(years, columns.BUILT)
rows = inert.rows(built)
block.table(
    "resources",
    built,
    columns.built(rows, choice, words),
    alt=_("Indicators of funds, training, services and network: value, years and change"),
    lines=lambda _: [row for row in rows if row["year"] is None],
    on_open=filters.open_indicator,
)

left, right = st.columns([11, 9], gap="large")
with left:
    block.heading(_("Services in use, {year}", year=choice.named(choice.year)))
    services = answers.table("services", choice)
    block.caption(sentences.services(inert.rows(services), words))
    alt = _("Every service: its kind, when it was evaluated and approved, and who uses it")
    block.table("services", services, columns.services(words), alt=alt)
with right:
    block.heading(_("Protection network in the communes, {year}", year=choice.named(choice.year)))
    network = answers.table("network", choice)
    covered = sentences.network(inert.rows(network), words)
    block.caption(covered)
    block.table("network", network, columns.network(words), alt=covered)

method = sentences.method(choice, words)
block.method(_("How resources are counted"), columns.BUILT, words, first=method)
