"""A record's changes of state, once: as a table, as a change in the database, as a page of the desk."""
