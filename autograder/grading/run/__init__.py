"""Process S: the student's code in a sandbox, and how one talks to it."""
