"""What nbgrader (command line, formgrader, and our own build) is told about this course.

nbgrader finds this file when ``JUPYTER_CONFIG_PATH`` names this folder, or through a link to it at
``.venv/etc/jupyter/nbgrader_config.py``; the link is followed, so that the course is always the one this file lies in.
"""

import os
import sys
from pathlib import Path

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader import preprocessors as steps

from autograder.grading.publish.late import LatePolicy
from autograder.grading.publish.nbgrader_feedback import WithoutHidden
from autograder.grading.publish.nbgrader_plugin import Released, SandboxedExecute, SaveGrades

HERE = Path(__file__).resolve().parent

c = get_config()  # noqa: F821 - traitlets puts it here

c.CourseDirectory.course_id = "backprop"
c.CourseDirectory.root = str(HERE.parent)
c.CourseDirectory.db_url = f"sqlite:///{(HERE / 'gradebook.db').as_posix()}"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.source_with_tests_directory = "autograder/source_with_tests"
c.CourseDirectory.submitted_directory = "autograder/submitted"
c.CourseDirectory.autograded_directory = "autograder/autograded"
c.CourseDirectory.feedback_directory = "autograder/feedback"
c.CourseDirectory.solution_directory = "autograder/solution"
c.Exchange.root = str(HERE / "exchange")

# nbgrader starts `alembic` by name for a new gradebook; without this it fails where .venv is not activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

# nbgrader copies what lies beside a notebook; a Python file there is an answer that leaks (source), or a module that
# takes the place of ours (submission).
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*.py"]

# notebooks/ comes with the repository, and nbgrader skips a release that is there; then it knows no such assignment
# when it is to grade one. Made anew, the files are the same.
c.GenerateAssignment.force = True

# What takes the place of an answer. It must raise: a cell that has not been worked on may not pass by accident.
c.ClearSolutions.code_stub = {"python": 'raise NotImplementedError("write your code here")  # replace this line'}
c.ClearSolutions.text_stub = "*Write your answer here, in place of this line.*"

# A deleted test cell comes back for grading; without this it waits for a manual grade for ever.
c.OverwriteCells.add_missing_cells = True

# Submissions run in a sandbox, their tests out of their reach: see autograder/grading. Where there is no sandbox,
# `c.SandboxedExecute.trust_submissions = True` runs them without; read them first.
c.Autograde.sanitize_preprocessors = [
    Released,
    steps.ClearOutput,
    steps.DeduplicateIds,
    steps.OverwriteKernelspec,
    steps.OverwriteCells,
    steps.CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    SandboxedExecute,
    SaveGrades,
    steps.AssignLatePenalties,
    steps.CheckCellMetadata,
]

# What a late submission costs: nothing, unless these are set. `python -m autograder report --late` says it beforehand.
c.AssignLatePenalties.plugin_class = LatePolicy
c.LatePolicy.grace_minutes = 15
c.LatePolicy.percent_per_day = 0
c.LatePolicy.cap_percent = 50

# A page for a student shows of a hidden test its verdict: not its text, and not what it was tried with.
c.GenerateFeedback.preprocessors = [steps.GetGrades, WithoutHidden, CSSHTMLHeaderPreprocessor]
