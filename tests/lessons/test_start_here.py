"""The start page's one number."""

import numpy as np

from course import gradcheck
from course.lessons.start_here import predictions as p


def test_the_prediction_is_the_slope():
    slope = gradcheck.numerical_gradient(lambda a: float((a * p.B - p.WANTED) ** 2), np.array(p.A))
    np.testing.assert_allclose(p.AREA_GRADIENT.answer, slope, rtol=1e-8)
