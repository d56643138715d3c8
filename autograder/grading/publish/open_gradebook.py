"""Opening nbgrader's gradebook: made whole or not at all, looked through before it is used, waited for if locked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import Base, Gradebook
from sqlalchemy import URL, Connection, Engine, create_engine, inspect, make_url
from sqlalchemy.exc import DBAPIError
from traitlets.config import Config

from ...authoring.student import nbgrader_config
from ...layout import Course
from ..keep.folders import GradebookError

PATIENCE = 30.0


@contextmanager
def gradebook(course: Course) -> Iterator[tuple[Engine, Config]]:
    """Its engine, and nbgrader's settings. GradebookError, a sentence with a way out, for all that may go wrong."""
    config = nbgrader_config(course.nbgrader_config)
    url = make_url(config.CourseDirectory.db_url)
    path = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
    try:
        if path is None:
            Gradebook(config.CourseDirectory.db_url, config.CourseDirectory.course_id).close()
        elif not path.exists() or (path.is_file() and not path.stat().st_size):
            _make(path, url, config.CourseDirectory.course_id)
        engine = create_engine(url, connect_args={"timeout": PATIENCE} if path else {})
        try:
            with engine.connect() as connection:
                _look_through(connection, url)
            yield engine, config
        finally:
            engine.dispose()
    except DBAPIError as error:
        raise GradebookError(_said(url, str(error.orig))) from None


def _make(path: Path, url: URL, course_id: str) -> None:
    """Nbgrader makes table by table; so beside, and moved into place when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    for left in path.parent.glob(f"{beside.name}*"):  # of a run that was killed, and its journal
        left.unlink()
    Gradebook(url.set(database=os.fspath(beside)).render_as_string(hide_password=False), course_id).close()
    beside.replace(path)


def _look_through(connection: Connection, url: URL) -> None:
    if url.get_backend_name() == "sqlite":
        said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        if said != "ok":
            raise GradebookError(_damaged(url, said))
    missing = sorted(set(Base.metadata.tables) - set(inspect(connection).get_table_names()))
    if missing:
        raise GradebookError(_damaged(url, f"it has no table {', '.join(missing)}"))


def _said(url: URL, problem: str) -> str:
    if "locked" in problem:
        return f"{problem}: another program has had {url.database} for {PATIENCE:.0f} seconds; close it, and go on"
    if any(word in problem for word in ("malformed", "not a database", "no such table", "no such column")):
        return _damaged(url, problem)
    return f"{url.database}: {problem}"


def _damaged(url: URL, problem: str) -> str:
    return (
        f"the gradebook {url.database} is damaged ({' '.join(problem.split())}): put a copy of before in its place; "
        "or move it away, and `python -m autograder grade` makes it anew from the results, without what people wrote "
        "into it (their marks, comments and names)"
    )
