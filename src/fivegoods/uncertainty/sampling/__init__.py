"""What is uncertain and how it is drawn: choices, quasi-random points, errors of figures."""
