"""Turn dated, signed observations into one standing per criterion: evidence beats role, later news wins."""
