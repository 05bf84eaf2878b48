"""What the worker does for the public pages by itself."""

from django.core.management import call_command


def publish_due() -> None:
    """Every minute: pages whose hour has come go live, those whose time is over go. Running twice changes nothing."""
    call_command("publish_scheduled", verbosity=0)
