"""Lesson 07's predictions. Every number is computed, none is typed in."""

from ...engine import Var
from ..declare import Prediction
from .diamonds import diamonds, naive_visits

_x, _a, _b, _v = Var(2.0), Var(3.0), Var(4.0), Var(3.0)
(_x * _x + Var(3.0) * _x).backward()
(Var(5.0) * (_a * _b)).backward()
(_v * _v).backward()

TWO_PATHS = Prediction(
    "y₁ = x² and y₂ = 3x, and the loss is y₁ + y₂. At x = 2, what is dL/dx?",
    float(_x.gradient),
    "Along the first path 2x = 4, along the second 3. A nudge of x travels both ways, so the effects add up.",
    "Find each path's share on its own. What becomes of shares that meet?",
)

FACTOR = Prediction(
    "y = a · b with a = 3, b = 4, and the upstream gradient is 5. What is da?",
    float(_a.gradient),
    "da = upstream · b. Each factor's share is scaled by the other factor.",
    "If b were 0, could a change the product at all?",
)

SQUARE_AS_PRODUCT = Prediction(
    "L = v · v, written as a product of v with itself, at v = 3. How large is dv?",
    float(_v.gradient),
    "Two edges lead from the product to v. Each hands back 3, together 6: the derivative of v².",
    "The product has two operands. Both are v.",
)

BROADCAST = Prediction(
    "A bias b is added to every row of a batch of 4 examples. How many shares come back to each entry of b?",
    4.0,
    "A broadcast is a split into copies, one a row; on the way back the copies' shares add up.",
    "How often was each entry of b used?",
)

SKIP_WITH_ZERO_WEIGHTS = Prediction(
    "Y = X + tanh(XW) with W = 0. What is dX?",
    "dY",
    "The layer lets nothing through, but the short cut hands dY on untouched: that is why deep nets have it.",
    "Which of the two paths still works when W is 0?",
    choices=("0", "dY", "2 dY", "dY / 2"),
)

TIED = Prediction(
    "Y = (XW)Wᵀ: W is used twice. A friend has computed the gradient of each use on its own. What is dW?",
    "their sum",
    "One W, two uses, two shares. (The second has to be turned back first, since it belongs to Wᵀ.)",
    "W splits into two uses. What happens at a split?",
    choices=("the larger one", "their mean", "their product", "their sum"),
)

VALID_ORDER = Prediction(
    "L is made from a and b, b is made from a and x, a is made from x. Which order works on the way back?",
    "L, b, a, x",
    "a waits for b: b has a share for it. x waits for both.",
    "Who uses a? Everybody who does has to come before it.",
    choices=("L, a, b, x", "L, b, a, x", "L, x, a, b", "x, a, b, L"),
)

TEN_DIAMONDS = Prediction(
    "Ten diamonds on top of each other, 31 nodes. A recursion that follows every path on its own makes how many calls?",
    float(naive_visits(diamonds(10))),
    "Each diamond doubles the number of paths. Ordered, 31 visits would do.",
    "One diamond: 1 at the top, 2 in the middle, and the bottom twice: 5. Each further one doubles what lies below it.",
)
