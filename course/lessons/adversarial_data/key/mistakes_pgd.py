"""Mistakes people make in the attack in many steps."""

import numpy as np

from ....attacks import compute_dX, margin_gradient, pgd, project, steepest
from ....losses import hinge_gradient
from ...declare import mistake


def _direction(model, X, t, norm):
    return steepest(compute_dX(model, X, t, margin_gradient), norm)


@mistake(
    "pgd",
    says="many short steps leave the ball: nothing brings the points back to within eps of X",
    asks="around which point does the budget hold, X or the last step?",
    seen_if="steps times step_size is more than eps",
)
def no_projection(model, X, t, eps, norm, step_size, steps):
    return pgd(model, X, t, 1e9, norm, step_size, steps)


@mistake(
    "pgd",
    says="the gradient is computed once, at the start",
    asks="where should the second step get its direction from?",
    seen_if="the net is not linear",
)
def one_gradient_for_all(model, X, t, eps, norm, step_size, steps):
    X_adv, direction = X, _direction(model, X, t, norm)
    for _ in range(steps):
        X_adv = project(X_adv + step_size * direction, X, eps, norm)
    return X_adv


@mistake(
    "pgd",
    says="the steps go downhill: they make the points easier, not harder",
    asks="what does an attacker want the loss to do?",
    seen_if="signs are compared",
)
def steps_downhill(model, X, t, eps, norm, step_size, steps):
    return pgd(model, X, t, eps, norm, -step_size, steps)


@mistake(
    "pgd",
    says="the points are moved in place: the originals are gone, and the ball with them",
    asks="around what do you project once X has changed?",
    seen_if="the argument is compared before and after",
)
def ball_gone(model, X, t, eps, norm, step_size, steps):
    X_adv = X
    for _ in range(steps):
        X_adv[:] = project(X_adv + step_size * _direction(model, X_adv, t, norm), X, eps, norm)
    return X_adv


@mistake(
    "pgd",
    says="there is one step too few",
    asks="how often does the loop's body run for steps = 1?",
    seen_if="always",
)
def one_step_too_few(model, X, t, eps, norm, step_size, steps):
    return pgd(model, X, t, eps, norm, step_size, steps - 1)


@mistake(
    "pgd",
    says="the projection comes once, after the last step; on the way the points leave the ball",
    asks="where are the gradients computed, inside the ball or outside?",
    seen_if="the path turns",
)
def projected_at_the_end(model, X, t, eps, norm, step_size, steps):
    return project(pgd(model, X, t, 1e9, norm, step_size, steps), X, eps, norm)


@mistake(
    "pgd",
    says="each step uses the whole budget; step_size is not used",
    asks="what are eps and step_size, and which is the shorter one?",
    seen_if="step_size is not eps",
)
def whole_budget_each_step(model, X, t, eps, norm, step_size, steps):
    return pgd(model, X, t, eps, norm, eps, steps)


@mistake(
    "pgd",
    says="the direction is the sign for norm 2 too",
    asks="what does `steepest` need to know?",
    seen_if="norm is 2",
)
def sign_in_every_step(model, X, t, eps, norm, step_size, steps):
    X_adv = X
    for _ in range(steps):
        X_adv = project(X_adv + step_size * _direction(model, X_adv, t, np.inf), X, eps, norm)
    return X_adv


@mistake(
    "pgd",
    says="each step starts at X again, so the point never gets further than one step",
    asks="from where does the second step start?",
    seen_if="step_size is less than eps",
)
def starts_at_X_again(model, X, t, eps, norm, step_size, steps):
    X_adv = X
    for _ in range(steps):
        X_adv = project(X + step_size * _direction(model, X_adv, t, norm), X, eps, norm)
    return X_adv


@mistake(
    "pgd",
    says="it climbs the hinge: points that are right by more than the margin are not attacked at all",
    asks="what is the gradient of the hinge at t·y = 3?",
    seen_if="a point has t·y > 1",
)
def climbs_the_hinge(model, X, t, eps, norm, step_size, steps):
    X_adv = X
    for _ in range(steps):
        dX = compute_dX(model, X_adv, t, hinge_gradient)
        X_adv = project(X_adv + step_size * steepest(dX, norm), X, eps, norm)
    return X_adv
