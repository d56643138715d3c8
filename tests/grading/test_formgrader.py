"""nbgrader's formgrader in a real Jupyter server started from the repository, with our config found through a link."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.request import Request, urlopen

import pytest

from autograder.grading.keep.folders import Places
from autograder.grading.publish.publish import publish
from autograder.grading.read.lesson import read_lesson
from autograder.layout import Course
from autograder.reporting.feedback import feedback_page
from tests.authoring.courses import ROOT, built_files, run
from tests.support.jupyter import wait_for_url

from .made import NAME, keep
from .small import small_course
from .stock import environment, scores, submit
from .test_hidden_feedback import shown_of_hidden, talkative, verdicts_shown

pytestmark = pytest.mark.slow
SMALL = "90_small"
LESSONS = [SMALL, *(path.stem for path in Course(ROOT).lesson_files())]
TOKEN = "a-token-for-tests"


@dataclass(frozen=True)
class Formgrader:
    """A running server on a course that has been built."""

    course: Course
    url: str

    def ask(self, path: str, *, post: bool = False) -> bytes:
        """The answer to GET or POST; an error status raises."""
        request = Request(self.url + path, data=b"" if post else None, headers={"Authorization": f"token {TOKEN}"})
        with urlopen(request, timeout=60) as answer:
            return answer.read()

    def press(self, path: str) -> dict:
        return json.loads(self.ask(path, post=True))


@pytest.fixture(scope="module")
def formgrader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Formgrader]:
    home = tmp_path_factory.mktemp("formgrader")
    sources = {f"L{path.stem}": path.read_text(encoding="utf-8") for path in Course(ROOT).lesson_files()}
    course = small_course(home / "course", SMALL, **sources)
    assert run(course, "build") == 0
    etc = home / "etc"  # stands for .venv/etc/jupyter
    etc.mkdir()
    (etc / "nbgrader_config.py").symlink_to(course.nbgrader_config)
    command = [
        *(sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", f"--IdentityProvider.token={TOKEN}"),
        *("--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", f"--ServerApp.root_dir={course.root}"),
    ]
    env = environment(course, home) | {"JUPYTER_CONFIG_PATH": str(etc)}
    with (home / "lab.log").open("w") as log:
        server = subprocess.Popen(command, cwd=course.root, env=env, stdout=log, stderr=log)
        try:
            yield Formgrader(course, wait_for_url(server, home))
        finally:
            server.terminate()
            server.wait(timeout=30)


def test_page_answers(formgrader):
    assert b"formgrader" in formgrader.ask("/formgrader").lower()


def test_lists_every_lesson(formgrader):
    listed = json.loads(formgrader.ask("/formgrader/api/assignments"))
    assert {assignment["name"] for assignment in listed} == set(LESSONS)


@pytest.mark.parametrize("name", LESSONS)
def test_generate_gives_the_bytes_of_our_build(name, formgrader):
    before = built_files(formgrader.course)
    path = formgrader.course.student_notebook(name)
    path.write_bytes(b"to be made anew")
    answer = formgrader.press(f"/formgrader/api/assignment/{name}/assign")
    assert answer["success"], answer
    assert path.read_bytes() != b"to be made anew"
    assert built_files(formgrader.course) == before


def test_autograde_brings_deleted_tests_back_and_leaves_modules_out(formgrader):
    """A student who deleted a test cell keeps its points, and a module handed in with the notebook replaces none."""
    course = formgrader.course
    assert formgrader.press(f"/formgrader/api/assignment/{SMALL}/assign")["success"]
    submit(course, SMALL, "dan", ["double", "halve", "double_twice"])
    folder = course.root / "autograder" / "submitted" / "dan" / SMALL
    (folder / "math.py").write_text("raise SystemExit")
    notebook = json.loads((folder / f"{SMALL}.ipynb").read_bytes())
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] not in ("test_double", "hidden_double")]
    (folder / f"{SMALL}.ipynb").write_text(json.dumps(notebook))
    answer = formgrader.press(f"/formgrader/api/submission/{SMALL}/dan/autograde")
    assert answer["success"], answer
    earned = scores(course, SMALL, "dan")
    assert {name: earned[name] for name in earned if name.startswith(("test", "hidden"))} == {
        "test_double": (2, 2),
        "hidden_double": (0.5, 0.5),
        "test_halve": (2, 2),
        "test_double_twice": (1, 1),
    }
    assert not (course.root / "autograder" / "autograded" / "dan" / SMALL / "math.py").exists()


def test_its_feedback_button_shows_nothing_of_hidden_tests(formgrader):
    places, lesson = Places(formgrader.course), read_lesson(formgrader.course, NAME)
    keep(places, lesson, talkative(lesson))
    assert publish(places, lesson, feedback_page) == {}
    answer = formgrader.press(f"/formgrader/api/assignment/{NAME}/ada/generate_feedback")
    assert answer["success"], answer
    page = places.feedback("ada", NAME).read_text(encoding="utf-8")
    assert "Grade cell" in page
    assert shown_of_hidden(page, lesson) == set()
    assert verdicts_shown(page) == len(lesson.tests)
