"""The files that a call names, and the name of each for the sender."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from data.problems import Problem

#: Files that Windows creates beside documents.
_BY_PRODUCTS = {"thumbs.db", "desktop.ini"}


class UnusableCall(Exception):
    """The call names no readable file; `message` says so in either language."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message())
        self.problem = problem

    def message(self, lang: str = "vi") -> str:
        """The fault of the call, and the remedy."""
        return self.problem.message(lang)


def find_files(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Every file under `paths`, sorted, each once, with its name for the sender.

    The name is relative to the given folder, or the file's own; equal names get parent folders in
    front. Hidden files and Excel's lock files (~$…) are skipped. UnusableCall when a path does
    not exist or nothing is left to read.
    """
    named: dict[Path, str] = {}
    for path in paths:
        if not path.exists():
            raise UnusableCall(Problem("no_such_path", str(path), values={"actual": str(path)}))
        root = path if path.is_dir() else path.parent
        for file in _files_under(path):
            named.setdefault(file.resolve(), file.relative_to(root).as_posix())
    if not named:
        listed = ", ".join(map(str, paths))
        raise UnusableCall(Problem("nothing_to_read", listed, values={"actual": listed}))
    return sorted(_with_distinct_names(named).items(), key=lambda item: item[1])


def _files_under(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(
        file
        for file in path.rglob("*")
        if file.is_file() and not any(map(is_by_product, file.relative_to(path).parts))
    )


def is_by_product(part: str) -> bool:
    """Whether the name is that of a hidden file or folder, of Excel's lock file, or of a file by Windows."""
    return part.startswith((".", "~$")) or part.lower() in _BY_PRODUCTS


def _with_distinct_names(named: dict[Path, str]) -> dict[Path, str]:
    """The same files; equal names get parent folders in front until all differ."""
    while True:
        counts = Counter(named.values())
        doubled = [path for path, name in named.items() if counts[name] > 1]
        longer = {path: _longer(path, named[path]) for path in doubled}
        if longer == {path: named[path] for path in doubled}:
            return named
        named = named | longer


def _longer(path: Path, name: str) -> str:
    depth = len(Path(name).parts) + 1
    return Path(*path.parts[-depth:]).as_posix()
