"""Who does what: the load of each person, and handing it over."""
