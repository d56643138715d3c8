"""A submission's cells put in the lesson's order."""
