"""The workbooks to be filled in, as one ZIP: the office's and, for chosen years, the schools'."""

from __future__ import annotations

import io
import logging
import tempfile
import zipfile
from pathlib import Path

import streamlit as st

from data.store import Store
from data.template import write_from_snapshot
from pages.kit import answers, block, inert
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.load import sentences

LOG = logging.getLogger("dashboard")
#: Each takes a fifth of a second to make.
MOST = 300
_STAMP = (2020, 1, 1, 0, 0, 0)


def show(choice: Choice, words: Words) -> None:
    """For the years and schools of the filters above; nothing is made before the click."""
    _ = words.text
    st.header(_("Workbooks to fill in"), anchor=False)
    block.stop_if_nobody(choice, words)
    # The register's schools times the years: those that were not open in a year get no workbook.
    most = len(choice.schools or answers.snapshot().school_ids) * len(choice.years)
    if most > MOST:
        st.info(
            _(
                "These would be {books} workbooks. Choose fewer years, or a commune, in the filters above.",
                books=most,
            ),
            icon=":material/filter_alt:",
        )
        return
    st.markdown(inert.as_markdown(sentences.templates(choice, words)))
    span = f"{choice.years[0]}-{choice.years[-1]}" if len(choice.years) > 1 else str(choice.years[0])
    st.download_button(
        _("Download the workbooks (ZIP)"),
        data=lambda: packed(choice.schools, choice.years),
        file_name=f"so-mau-{span}.zip",
        mime="application/zip",
        key="intake_templates",
        on_click="ignore",
        icon=":material/download:",
    )


def packed(schools: tuple[str, ...], years: tuple[int, ...]) -> bytes:
    """The ZIP: the office's workbook, unless schools were chosen, and one for each school and year."""
    out = io.BytesIO()
    try:
        with tempfile.TemporaryDirectory(prefix="dashboard-templates-") as folder:
            paths = write_from_snapshot(Store(), Path(folder), schools=schools, years=years)
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
                for path in paths:
                    # Workbooks are archives themselves: packing them again would save nothing.
                    archive.writestr(zipfile.ZipInfo(path.name, _STAMP), path.read_bytes())
    except OSError:
        LOG.exception("the workbooks could not be made")
        raise
    return out.getvalue()
