"""What is known of a graded submission, and where it lies."""
