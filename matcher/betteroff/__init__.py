"""Turn a household, hours and pay into the week's money, from dated parameters."""
