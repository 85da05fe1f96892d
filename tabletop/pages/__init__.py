"""What is told of a table, as tagged text: screens paint it, and `--plain` prints it."""
