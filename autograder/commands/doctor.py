"""Say what this machine can do for grading, and how to mend what it cannot."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from argparse import ArgumentParser, Namespace
from importlib.metadata import PackageNotFoundError, version

from ..layout import Course

_PACKAGES = ("nbgrader", "numpy", "ipython", "matplotlib", "torch")
_HINTS = {
    "namespaces": "allow user namespaces (sysctl kernel.apparmor_restrict_unprivileged_userns=0), "
    "or grade as root, or in a container with --security-opt seccomp=unconfined",
    "landlock": "needs Linux 5.13 with Landlock among the active security modules",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Take none."""


def run(course: Course, options: Namespace) -> int:
    """Print; exit code 1 if nothing can be graded safely here."""
    from ..grading.keep.folders import Places
    from ..grading.run.sandbox.level import Level, problem_with
    from ..grading.run.sandbox.promises import PROMISES

    print(f"system      {platform.system()} {platform.release()}, {platform.machine()}, {os.cpu_count()} cores")
    print(f"python      {platform.python_version()} ({sys.executable})")
    for package in _PACKAGES:
        print(f"{package:<11} {_version(package)}")
    works = []
    for level, promise in PROMISES.items():
        if level != Level.NONE:
            problem = problem_with(level)
            works.append(problem is None)
            print(f"{level:<11} {'works' if problem is None else f'no: {problem}'}")
            if problem is not None:
                print(f"{'':<11} to mend it: {_HINTS[level]}")
        else:
            print(f"{level:<11} no sandbox")
        for word, lines in (("promised", promise.kept), ("not promised", promise.not_kept)):
            print(*(f"{'':<11} {word}: {line}\n" for line in lines), sep="", end="")
    places = Places(course)
    free = shutil.disk_usage(course.root).free >> 20
    print(f"disk        {free} MiB free" + ("" if free > 1024 else ": make room, results need about 0.3 MiB each"))
    for name, path in (("gradebook", places.gradebook), ("submitted", places.submitted)):
        print(f"{name:<11} {_writable(path)}")
    if not any(works):
        print("Submissions can't be confined here: grade in WSL 2 or a Linux container, or say --trust-submissions.")
    return 0 if any(works) else 1


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed: run `make env`"


def _writable(path: object) -> str:
    if not path.exists():
        return "not there yet"
    return "ready" if os.access(path, os.W_OK) else f"cannot be written: mend the rights of {path}"
