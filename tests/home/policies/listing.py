"""What the list of policies shows."""

from __future__ import annotations

from django.test import Client


def titles(client: Client, query: str) -> list[str]:
    """The policies it lists for this query, by the last part of their addresses, in its order."""
    response = client.get(f"/policies/?{query}")
    return [item.page.slug for item in response.context["items"]]
