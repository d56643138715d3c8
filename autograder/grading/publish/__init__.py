"""From results to what people look at: gradebook, executed notebooks, feedback."""
