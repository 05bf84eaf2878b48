"""Policy documents as they are found, turned into drafts: read, clean, structure, draft."""
