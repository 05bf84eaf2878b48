"""Public pages, a volunteer's pages and the desk's."""
