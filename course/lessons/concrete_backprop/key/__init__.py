"""What judges lesson 01's answers: the right ones, the mistakes people make, and the hunts' judges."""
