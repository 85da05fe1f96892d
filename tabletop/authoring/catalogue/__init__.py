"""The page of every code: what it means, an example, and the example put right."""
