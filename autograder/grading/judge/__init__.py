"""Process T: verdicts on what came out of S."""
