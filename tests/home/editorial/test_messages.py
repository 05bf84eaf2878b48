"""Who is told what while a page waits for its second reader."""

import json

import pytest
from django.urls import reverse

from portal.notify.models import Message
from tests.factories.editorial import approve, submitted

pytestmark = pytest.mark.django_db


class TestMessages:
    def test_the_reader_is_told_and_then_the_writer(self, draft, anna, ben):
        page = submitted(draft, anna)
        approve(page, ben)

        told = set(Message.objects.filter(channel="email").values_list("template", "recipient__email"))
        assert told == {("page_waits", ben.email), ("page_approved", anna.email)}

    def test_a_comment_stays_at_the_page_and_no_message_fails_for_want_of_a_network(
        self, draft, anna, ben, sign_in, settings, mailoutbox
    ):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "mail.invalid"
        page = submitted(draft, anna)
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", 0])
        address = address.replace("/0/", f"/{page.current_workflow_task_state.pk}/")

        answer = sign_in(ben).post(address, {"comment": "不能写演示甲的名字"})

        message = Message.objects.get(channel="email", template="page_sent_back")
        assert (answer.status_code, message.recipient) == (302, anna)
        assert "演示甲" not in json.dumps(message.context, ensure_ascii=False)
        assert mailoutbox == []
