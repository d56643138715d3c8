"""What people look at after grading: ``feedback``, ``overview`` of a class, ``export`` for an LMS."""
