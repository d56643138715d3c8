"""What judges lesson 02's answers: the right ones, the mistakes people make, and the hunts' judges."""
