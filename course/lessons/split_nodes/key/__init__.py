"""What judges lesson 07's answers: the right ones, the mistakes people make, and the hunts' judges."""
