"""What judges lesson 06's answers: the right ones, the mistakes people make, and the hunts' judges."""
