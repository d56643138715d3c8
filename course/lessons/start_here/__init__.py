"""The start page: no exercises, one prediction."""
