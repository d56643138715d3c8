"""What judges lesson 04's answers: the right ones, the mistakes people make, and the hunts' judges."""
