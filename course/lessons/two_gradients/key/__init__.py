"""What judges lesson 03's answers: the right ones, the mistakes people make, and the hunts' judges."""
