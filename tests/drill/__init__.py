"""What `make drill` tries: the site on real processes while something it needs is missing, held or too slow."""
