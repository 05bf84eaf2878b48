"""What people type and ask for, in one form."""
