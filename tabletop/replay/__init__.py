"""A session looked back on: where one is, what led to it, what it is compared with."""
