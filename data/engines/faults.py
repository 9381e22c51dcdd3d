"""Faults of an engine in words of the reader's language."""

from __future__ import annotations

from data.words import Text

_WORDS = {
    "unknown": Text(
        "There is no engine {actual}; use --engine duckdb, --engine spark or --engine spark://HOST:PORT."
    ),
    "not_installed": Text(
        "{actual} is not installed; --engine spark needs it. Run: python -m pip install "
        "--require-hashes -r {file}"
    ),
    "no_java": Text(
        "There is no Java ({actual}). Spark on this machine needs Java 17; on Debian or Ubuntu: "
        "apt-get install openjdk-17-jre-headless, or set JAVA_HOME."
    ),
    "unfit_java": Text(
        "{actual} is unfit: Java 17 or newer is needed, it is version {version}. Install Java 17 "
        "or set JAVA_HOME."
    ),
    "not_started": Text("Spark did not start on this machine: {why}."),
    "not_there": Text(
        "Spark cannot be reached at {actual}: {why}. Check the address and the Spark Connect server."
    ),
    "lost": Text(
        "Spark was lost while it worked out {table}: {why}. Check the cluster and publish again, "
        "or leave out --engine."
    ),
    "refused": Text("Spark cannot work out {table}: {why}."),
    "setting": Text(
        "The Spark session keeps {setting} = {actual} instead of {expected}; figures could "
        "differ, so they were discarded. Let the cluster accept this setting, or leave out "
        "--engine."
    ),
}
_UNCHANGED = Text("The active snapshot is unchanged, nothing half-written is left.")


class EngineFault(RuntimeError):
    """The engine cannot be used, or failed; nothing was published."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def message(self, lang: str) -> str:
        """What happened, with which value, and what to do."""
        return f"{_WORDS[self.code].in_language(lang, **self.values)} {_UNCHANGED.in_language(lang)}"
