"""How fast the table is, always against something bare in the same run."""
