"""Figures of what depth does: death, scale, and folds."""
