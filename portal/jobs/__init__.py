"""Long work: a row that can be watched, cancelled, and taken up again after its worker was killed."""
