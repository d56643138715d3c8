"""Stock nbgrader on a copy of the course: its commands, submissions made by program, and the scores it stored."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.layout import Course
from tests.authoring.courses import ROOT


def environment(course: Course, home: Path) -> dict[str, str]:
    """As from a terminal in the repository: our config is found by ``JUPYTER_CONFIG_PATH``, .venv is not activated."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTEST"))}
    own = {f"JUPYTER_{name.upper()}_DIR": str(home / name) for name in ("config", "data", "runtime")}
    path = os.pathsep.join(
        part for part in os.environ["PATH"].split(os.pathsep) if part != str(Path(sys.executable).parent)
    )
    config = {"JUPYTER_CONFIG_PATH": str(course.root / "autograder")}
    return kept | own | config | {"PATH": path, "PYTHONPATH": str(ROOT), "IPYTHONDIR": str(home / "ipython")}


def without_ours(course: Course) -> None:
    """Nbgrader's own steps in our config; left out they would come from the config that .venv links to."""
    config = course.nbgrader_config
    text = config.read_text(encoding="utf-8")
    theirs = "".join(f"    steps.{step},\n" for step in ("Execute", "IgnorePattern", "LimitOutput", "SaveAutoGrades"))
    stock = text.replace("    Released,\n", "").replace("    SandboxedExecute,\n    SaveGrades,\n", theirs)
    assert stock.count("steps.Execute,") == 1
    config.write_text(stock, encoding="utf-8")


def nbgrader(course: Course, env: dict[str, str], *arguments: str) -> None:
    """Run one nbgrader command from the course's folder; what it said is shown if it fails."""
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=course.root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{arguments}:\n{done.stdout}\n{done.stderr}"


def cells(path: Path) -> list[dict]:
    return json.loads(path.read_bytes())["cells"]


def submit(course: Course, name: str, student: str, solved: list[str]) -> None:
    """Hand in the student's notebook with the instructor's answers in the cells ``solved``."""
    folder = course.root / "autograder" / "submitted" / student / name
    shutil.copytree(course.student_notebook(name).parent, folder)
    answers = {cell["id"]: cell["source"] for cell in cells(course.instructor_notebook(name))}
    notebook = json.loads(course.student_notebook(name).read_bytes())
    for cell in notebook["cells"]:
        if cell["id"] in solved:
            cell["source"] = answers[cell["id"]]
    (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def scores(course: Course, name: str, student: str) -> dict[str, tuple[float | None, float]]:
    """By cell, what nbgrader's autograder gave and what it could have given."""
    with Gradebook(f"sqlite:///{course.root}/autograder/gradebook.db", "backprop") as gradebook:
        notebook = gradebook.find_submission_notebook(name, name, student)
        return {grade.name: (grade.auto_score, grade.max_score) for grade in notebook.grades}
