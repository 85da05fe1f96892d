"""What screens are made of. A widget shows the lines it is given and tells what was chosen."""
