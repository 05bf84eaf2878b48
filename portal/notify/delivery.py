"""Sending a message once: claimed by a conditional update, attempts counted before trying."""

from django.core.mail import send_mail
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from .models import Channel, Message, MessageState

MAX_ATTEMPTS = 5


def deliver_message(message_id: int) -> bool:
    """Send the message if nobody else has claimed it. Returns whether it was sent now."""
    claimed = Message.objects.filter(pk=message_id, state=MessageState.QUEUED, attempts__lt=MAX_ATTEMPTS).update(
        state=MessageState.SENDING, claimed_at=timezone.now(), attempts=F("attempts") + 1
    )
    if not claimed:
        return False
    message = Message.objects.select_related("recipient").get(pk=message_id)
    if message.channel == Channel.EMAIL:
        subject, body = texts(message)
        send_mail(subject, body, None, [message.recipient.email])
    Message.objects.filter(pk=message_id).update(state=MessageState.SENT, sent_at=timezone.now())
    return True


def texts(message: Message, language: str = "zh-hans") -> tuple[str, str]:
    """Subject and body of a message."""
    with translation.override(language):
        context = {**message.context, "recipient": message.recipient}
        subject = render_to_string(f"notify/{message.template}.subject.txt", context).strip()
        return subject, render_to_string(f"notify/{message.template}.txt", context)
