"""What judges lesson 05's answers: the right ones, the mistakes people make, and the hunts' judges."""
