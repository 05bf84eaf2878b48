"""A photo nobody decides on does not lie there for ever: it may show a child."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from activities.models import Photo
from activities.places.domain.photos import add_photo, confirm_photo
from activities.places.tasks import remove_undecided_photos
from portal.audit.models import AuditEvent
from portal.notify.delivery import texts
from portal.notify.models import Message
from portal.pages.dates import day_text

from .test_photos import QUEUE, upload

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]


def added_before(place, by, **age):
    photo = add_photo(place, file=upload(), alt="矮书架", by=by)
    photo.added_at = timezone.now() - timedelta(**age)
    photo.save()
    return photo


def test_it_goes_after_thirty_days_and_who_added_it_is_told_once(place, manager):
    old, young = added_before(place, manager, days=30, minutes=1), added_before(place, manager, days=29, hours=23)

    done = [remove_undecided_photos(), remove_undecided_photos()]

    assert (done, list(Photo.objects.all())) == ([1, 0], [young])
    told = Message.objects.filter(template="photo_undecided", channel="email")
    assert [message.recipient for message in told] == [manager]
    assert [word in texts(told[0])[1] for word in (place.name, "三十天", str(place.uuid))] == [True] * 3
    event = AuditEvent.objects.get(action="place.undecided_photo")
    assert (event.actor, event.target_id, event.detail) == (None, str(place.uuid), {"photo": str(old.uuid)})


def test_nothing_of_it_is_left(place, manager):
    old = added_before(place, manager, days=31)
    remove_undecided_photos()

    assert Photo.objects.filter(pk=old.pk).exists() is False
    assert Message.objects.filter(context__icontains="矮书架").exists() is False


def test_what_the_public_sees_stays(place, manager, supervisor):
    photo = added_before(place, manager, days=31)
    confirm_photo(photo, by=supervisor)

    assert (remove_undecided_photos(), Photo.objects.get().image is None) == (0, False)


def test_the_queue_says_when(place, manager, supervisor, sign_in):
    photo = added_before(place, manager, days=20)

    page = sign_in(supervisor).get(QUEUE).content.decode()

    assert day_text(photo.waits_until) in page
    assert photo.waits_until - photo.added_at == timedelta(days=30)


def test_the_worker_does_it_every_day():
    assert settings.SCHEDULES["activities.photos"] == ("activities.places.tasks.remove_undecided_photos", 24 * 60)
