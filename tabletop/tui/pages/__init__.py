"""What is told of a table, laid out to a width."""
