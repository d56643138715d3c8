"""What was handed in, and the lesson it is for, as plain data."""
