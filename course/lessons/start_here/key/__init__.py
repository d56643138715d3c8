"""What judges the start page: nothing, since it has no exercises."""
