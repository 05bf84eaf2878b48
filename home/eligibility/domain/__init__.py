"""The rules of the eligibility check as rows: reading, planting, trying and deciding versions of them."""
