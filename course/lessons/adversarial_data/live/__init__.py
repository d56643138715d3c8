"""The live figure: a point to drag, its gradient, and a budget on a slider."""
