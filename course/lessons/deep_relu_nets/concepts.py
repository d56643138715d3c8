"""Lesson 06's part of the concept map."""

from ..concept import Idea

IDEAS = (
    Idea("a net as a list of layers", ("contract of a layer", "two-layer tanh net")),
    Idea("ReLU and its kink", ("a net as a list of layers",)),
    Idea("dead units", ("ReLU and its kink",)),
    Idea("initialisation", ("dead units",)),
    Idea("checking a whole net", ("gradient checking", "a net as a list of layers")),
    Idea("a wrong gradient can train", ("checking a whole net",)),
    Idea("folds and regions", ("ReLU and its kink", "decision map")),
)
