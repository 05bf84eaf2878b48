"""A change of what is kept: one transaction, refused in words, never blind to another one."""
