"""``python -m tests.grading.kill_publish COURSE``: publish lesson 01 there, killed at every step, and go on each time.

A step is a commit, or a statement that writes (of those that make a table, which SQLite keeps at once, every eighth).
Each time anew, in a copy of the course: a child process ends without a word before its k-th step, another publishes.
Prints how many steps there were of each kind, and the numbers of those after which the gradebook is another one than
without a kill.
"""

import json
import os
import shutil
import sys
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from autograder.grading.keep.folders import Places
from autograder.grading.publish import gradebook, late  # noqa: F401 - before the forks: nbgrader takes its time
from autograder.grading.publish.publish import publish
from autograder.grading.read.lesson import read_lesson
from autograder.layout import Course
from autograder.reporting.feedback import feedback_page

from .made import NAME, tables

WRITES = ("INSERT", "UPDATE", "DELETE")
TABLES = 8
KILLED = 9


class Steps:
    """Counts them, and ends the process before number ``last``."""

    def __init__(self, last: int) -> None:
        self.last, self.seen, self.made = last, [], 0
        event.listen(Engine, "commit", lambda _: self.step("commit"))
        event.listen(Engine, "before_cursor_execute", self.statement)

    def statement(self, connection, cursor, statement, *_):
        word = statement.split()[0].upper()
        self.made += word == "CREATE"
        if word in WRITES or (word == "CREATE" and self.made % TABLES == 1):
            self.step(word)

    def step(self, kind: str) -> None:
        self.seen.append(kind)
        if len(self.seen) == self.last:
            os._exit(KILLED)


def published(root: Path, last: int, told: Path | None = None) -> int:
    """Publish in a child process; its exit code."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    steps = Steps(last)
    places = Places(Course(root))
    skipped = publish(places, read_lesson(places.course, NAME), feedback_page)
    if told:
        told.write_text(json.dumps({kind: steps.seen.count(kind) for kind in sorted(set(steps.seen))}))
    os._exit(1 if skipped else 0)


def main(root: Path) -> None:
    whole, told = root.with_name("whole"), root.with_name("told.json")
    shutil.copytree(root, whole)
    assert published(whole, 0, told) == 0
    steps = json.loads(told.read_bytes())
    right, different = tables(whole / "autograder" / "gradebook.db"), []
    for k in range(1, sum(steps.values()) + 1):
        copy = root.with_name(f"killed{k}")
        shutil.copytree(root, copy)
        assert published(copy, k) == KILLED
        if published(copy, 0) != 0 or tables(copy / "autograder" / "gradebook.db") != right:
            different.append(k)
        shutil.rmtree(copy)
    print(json.dumps({"steps": steps, "different": different}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
