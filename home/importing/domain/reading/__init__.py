"""From the bytes of a hostile file to lines of text. Knows nothing of Django: it runs in a process of its own."""
