"""What a lesson shows: ``step_through`` your code, ``predict`` before you run, ``picture`` a figure with its text."""

from .figure import picture as picture
from .predict import predict as predict
from .stepper import Stepper as Stepper
from .stepper import compare as compare
from .stepper import step_through as step_through
