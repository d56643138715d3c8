"""Lesson 05's exercises, in the order of the notebook."""

import numpy as np

from .... import attacks
from ...declare import Exercise, Inputs
from .. import drives
from ..settings import FITTED
from . import draws, hunts, prepare
from . import reference as right
from .runs import RUNS


def _weights(rng: np.random.Generator) -> Inputs:
    return {"w": FITTED}


def _as_numbers(verdicts: tuple, X: np.ndarray, order: np.ndarray) -> tuple:
    """1 for yes and 0 for no, in the order of the runs."""
    said = dict(zip(order.tolist(), verdicts, strict=True))
    return tuple(float(said[k]) if isinstance(said[k], (bool, np.bool_)) else said[k] for k in range(len(order)))


EXERCISES = (
    Exercise(
        "wrong_points",
        right.wrong_points,
        ("wrong",),
        draws.outputs,
        {"y": np.array([0.7, -0.2, 1.5, 0.4]), "t": np.array([1.0, 1.0, -1.0, -1.0])},
    ),
    Exercise(
        "compute_dx",
        right.compute_dx,
        (
            "dx of a wrong point",
            "dx within the margin",
            "dx beyond the margin",
            "dx of another wrong point",
            "dx of another within the margin",
        ),
        draws.five_points,
        drive=drives.compute_dx,
    ),
    Exercise(
        "move_point",
        right.move_point,
        (
            "a wrong point",
            "one within the margin",
            "one beyond the margin",
            "another wrong one",
            "another one within the margin",
        ),
        draws.five_points_and_a_step,
        drive=drives.move_point,
        lends=("compute_dx",),
    ),
    Exercise(
        "DataOptimizer",
        right.DataOptimizer,
        ("X_moved", "X_moved of a second run"),
        draws.run,
        drive=drives.data_optimizer,
        lends=("compute_dx", "move_point"),
    ),
    Exercise(
        "distances",
        right.distances,
        ("distances",),
        draws.two_places,
        {"X": np.array([[1.0, 1.0], [0.5, 2.0]]), "X_moved": np.array([[4.0, 5.0], [0.5, 2.0]])},
    ),
    Exercise(
        "keeps_its_input",
        right.keeps_its_input,
        tuple(run.__name__ for run in RUNS),
        draws.cloud,
        prepare=prepare.keeps_its_input,
        drive=drives.keeps_its_input,
        settle=_as_numbers,
    ),
    Exercise("looks_wrong", lambda: (0.3, 2.5), ("point",), _weights, verify=hunts.judge_looks_wrong),
    Exercise(
        "compute_dX",
        attacks.compute_dX,
        ("dX_hinge", "dX_squared", "dX_margin", "W1 afterwards"),
        draws.net,
        prepare=prepare.compute_dX,
        drive=drives.compute_dX,
    ),
    Exercise(
        "steepest",
        attacks.steepest,
        ("inf", "two"),
        draws.gradient,
        drive=drives.steepest,
    ),
    Exercise(
        "fgsm",
        attacks.fgsm,
        ("X_adv (inf)", "X_adv (2)", "X_adv (hinge)"),
        draws.net_and_budget,
        prepare=prepare.fgsm,
        drive=drives.fgsm,
        uses=(attacks.margin_gradient,),
        lends=("compute_dX", "steepest"),
    ),
    Exercise(
        "budget_needed",
        attacks.budget_needed,
        ("eps_inf", "eps_2"),
        draws.margins_of_a_line,
        {"y": np.array([3.5, -7.0, 1.4]), "t": np.array([1.0, -1.0, -1.0]), "w": np.array([3.0, -4.0, 0.5])},
    ),
    Exercise("masked_point", lambda: (3.0, 3.0, 2.0), ("point",), _weights, verify=hunts.judge_masked_point),
    Exercise(
        "project",
        attacks.project,
        ("X_adv (inf)", "X_adv (2)"),
        draws.around,
        drive=drives.project,
    ),
    Exercise(
        "pgd",
        attacks.pgd,
        ("X_adv (inf)", "X_adv (2)"),
        draws.net_and_steps,
        prepare=prepare.pgd,
        drive=drives.pgd,
        uses=(attacks.margin_gradient,),
        lends=("compute_dX", "steepest", "fgsm", "project"),
    ),
)
