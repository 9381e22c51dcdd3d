"""A Spark that is set otherwise than a session needs it, and a folder that a failed publish must leave as it was."""

from __future__ import annotations

import pytest

from data.__main__ import main
from data.publish import SAMPLE
from data.store import Store
from tests.given.folders import contents

#: Another zone, old habits; and ready soon: code is not made for tables as small as these.
OTHERWISE = {
    "spark.sql.session.timeZone": "America/New_York",
    "spark.sql.timestampType": "TIMESTAMP_LTZ",
    "spark.sql.ansi.enabled": "false",
    "spark.sql.caseSensitive": "true",
    "spark.master": "local[2]",
    "spark.driver.memory": "2g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "2",
}


def failed(store: Store, engine: str, capsys: pytest.CaptureFixture[str], lang: str) -> str:
    """The message of a publish of the sample that fails and changes nothing."""
    before = contents(store.folder)
    code = main(
        ["publish", str(SAMPLE), "--into", str(store.folder), "--fresh", "--engine", engine, "--lang", lang]
    )
    assert code == 1
    assert contents(store.folder) == before
    message = capsys.readouterr().err.splitlines()[-1]
    assert ("The active snapshot is unchanged" if lang == "en" else "Bản đang dùng giữ nguyên") in message
    return message
