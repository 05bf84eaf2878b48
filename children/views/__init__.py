"""The ledger on the desk."""
