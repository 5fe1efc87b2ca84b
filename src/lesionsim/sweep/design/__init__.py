"""What is varied and how: sources of values, points, and the scenarios that they make."""
