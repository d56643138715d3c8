"""The start page's prediction, answered from the numbers of its example."""

from ..declare import Prediction

A, B, WANTED = 2.0, 4.0, 6.0

AREA_GRADIENT = Prediction(
    f"L = (a·b − {WANTED:g})² at a = {A:g}, b = {B:g}. What is dL/da? (Play the stepper backward if you are not sure.)",
    2 * (A * B - WANTED) * B,
    "Upstream 2·(8 − 6) = 4, times local b = 4. A longer a makes the area, already too large, larger still.",
    "First how L changes with the area, 2·(area − 6); then how the area changes with a.",
)
