"""Selects the files that can be published while the others wait for corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from data.intake import find_files
from data.problems import Problem, sort_problems
from data.progress import Progress
from data.publish import Rehearsal, rehearse
from data.rehearsal import Effect
from data.store import Store


@dataclass(frozen=True)
class Sorting:
    """The check of some files, and the selection of those that can be published without the others.

    `names` are the files as the sender named them, `problems` those of all together and those that a file
    has only without the others. `ready` are the names and the resolved paths of the files that
    can be published, `rehearsal` the effects of publishing them, or all files where none can be. `effects`
    are the changes of each file.
    """

    names: tuple[str, ...]
    problems: tuple[Problem, ...]
    ready: dict[str, Path]
    rehearsal: Rehearsal
    effects: tuple[Effect, ...]

    @property
    def waiting(self) -> tuple[str, ...]:
        """The files that cannot be published."""
        return tuple(name for name in self.names if name not in self.ready)


def sort_out(
    paths: Sequence[Path],
    store: Store,
    *,
    as_of: date,
    received: date | None,
    fresh: bool,
    progress: Progress,
) -> Sorting:
    """Check the files; leave out those with errors, and check the others again until none has one.

    A file that an error of another file names is left out too: of two workbooks of one school it is unknown
    which counts. No file is ready if the rest would build on another snapshot than all files together
    (on the sample instead of replacing it), or if an error lies in files published before.
    """

    def checked(of: Sequence[Path]) -> Rehearsal:
        return rehearse(of, store, as_of=as_of, received=received, fresh=fresh, progress=progress)

    names = dict(find_files(paths))
    everything = rehearsal = checked(list(names))
    left, problems = names, list(everything.outcome.problems)
    while left and not rehearsal.outcome.clean:
        errors = [problem for problem in rehearsal.outcome.problems if problem.severity == "error"]
        kept = [path for path, name in left.items() if not any(_names(error, name) for error in errors)]
        if not kept or len(kept) == len(left):
            left = {}
            break
        # Fewer files may have shorter distinct names.
        left = dict(find_files(kept))
        rehearsal = checked(kept)
        full = {short: names[path] for path, short in left.items()}
        problems += [
            replace(problem, file=full[problem.file])
            for problem in rehearsal.outcome.problems
            if problem.file in full
        ]
    if not left or (rehearsal.sample, rehearsal.on_top) != (everything.sample, everything.on_top):
        return Sorting(tuple(names.values()), everything.outcome.problems, {}, everything, everything.effects)
    ready = {names[path]: path for path in left}
    full = {short: names[path] for path, short in left.items()}
    effects = [effect for effect in everything.effects if effect.file not in ready]
    effects += [replace(effect, file=full[effect.file]) for effect in rehearsal.effects]
    return Sorting(tuple(names.values()), tuple(sort_problems(problems)), ready, rehearsal, tuple(effects))


def _names(error: Problem, file: str) -> bool:
    """Whether the error is in this file or names it."""
    return error.file == file or any(
        isinstance(value, str) and file in value for value in error.values.values()
    )
