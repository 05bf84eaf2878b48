"""A number people call is changed by one editor: everybody who could notice a wrong one is told, with old and new."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse

from home.editorial.domain.editors import give_rights
from home.models import BenefitStandard, Hotline, Office, SiteSettings
from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from portal.notify.delivery import deliver_message
from portal.notify.models import Channel, Message
from tests.factories.benefits import standard
from tests.factories.offices import office
from tests.factories.settings import site_of

pytestmark = pytest.mark.django_db
OFFICES = "wagtailsnippets_home_office"
VILLAGE, TOWNSHIP, COUNTY = "331125106001", "331125106", "331125"
OLD, NEW = "0578-0000011", "0578-0000099"


@pytest.fixture
def anna(staff):
    give_rights()
    return editor(staff, "anna@example.test")


def editor(staff, email):
    user = staff(Role.EDITOR, COUNTY, email)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def told():
    return set(Message.objects.filter(template="numbers_changed", channel="email").values_list("recipient__email"))


def letters(mailoutbox):
    for message in Message.objects.filter(channel=Channel.EMAIL):
        deliver_message(message.pk)
    return [letter.body for letter in mailoutbox]


def settings_form(settings, **fields):
    line = {"number": "12345", "label": "热线", "label_en": "Line", "about": "", "about_en": "", "ORDER": "1"}
    rows = list(settings.hotlines.all())
    form = {"hotlines-TOTAL_FORMS": "1", "hotlines-INITIAL_FORMS": str(len(rows)), "county_code": COUNTY}
    form |= {f"hotlines-0-{name}": value for name, value in line.items()}
    return form | {"hotlines-0-id": str(rows[0].pk) if rows else ""} | fields


class TestAnOfficesPhone:
    def test_that_changes_is_told_to_editors_and_county_officers_and_to_whoever_changed_it(
        self, anna, staff, sign_in, mailoutbox
    ):
        editor(staff, "ben@example.test")
        staff(Role.COUNTY_OFFICER, COUNTY, "county@example.test")
        staff(Role.VILLAGE_OFFICER, VILLAGE, "village@example.test")
        row = office(VILLAGE, OLD)

        data = {"area": VILLAGE, "phone": NEW, "opening_hours": "周一 9:00-11:00"}
        sign_in(anna).post(reverse(f"{OFFICES}:edit", args=[row.pk]), data)

        event = AuditEvent.objects.get(action="number.changed")
        assert told() == {("anna@example.test",), ("ben@example.test",), ("county@example.test",)}
        assert (event.actor, event.area_path, event.target_id) == (anna, VILLAGE, str(row.pk))
        assert (event.detail["before"][0], event.detail["after"][0]) == (OLD, NEW)
        assert [(OLD in body, NEW in body, "上村" in body) for body in letters(mailoutbox)] == [(True,) * 3] * 3

    def test_that_stays_the_same_is_told_to_nobody(self, anna, sign_in):
        row = office(VILLAGE, OLD)
        data = {"area": VILLAGE, "phone": OLD, "address": row.address, "opening_hours": "周一 9:00-11:00"}

        sign_in(anna).post(reverse(f"{OFFICES}:edit", args=[row.pk]), data)

        assert Office.objects.get().opening_hours[0] == [["09:00", "11:00"]]
        assert (told(), AuditEvent.objects.filter(action="number.changed").count()) == (set(), 0)

    def test_that_is_new_or_taken_away_is_told_too(self, anna, sign_in, mailoutbox):
        browser = sign_in(anna)
        browser.post(reverse(f"{OFFICES}:add"), {"area": VILLAGE, "phone": NEW})
        browser.post(reverse(f"{OFFICES}:delete", args=[Office.objects.get().pk]))

        found = AuditEvent.objects.filter(action="number.changed").order_by("sequence")
        seen = [(event.detail["before"][0], event.detail["after"][0]) for event in found]
        assert (Office.objects.exists(), seen) == (False, [("", NEW), (NEW, "")])
        assert [NEW in body for body in letters(mailoutbox)] == [True, True]

    def test_of_many_in_one_table_is_one_message_and_an_event_each(self, anna, sign_in, mailoutbox):
        site_of(COUNTY)
        office(TOWNSHIP, OLD)
        lines = [f"{TOWNSHIP}\t石塘镇\t{NEW}", f"{VILLAGE}\t上村\t0578-0000012"]

        sign_in(anna).post(reverse("office_table"), {"table": "\n".join(lines)})

        assert AuditEvent.objects.filter(action="number.changed").count() == 2
        bodies = letters(mailoutbox)
        assert [(OLD in body, NEW in body, "0578-0000012" in body) for body in bodies] == [(True,) * 3]

    def test_in_a_table_as_long_as_a_county_makes_no_endless_message(self, anna, sign_in, areas, mailoutbox):
        site_of(COUNTY)
        codes = [code for code in areas if len(code) >= 9 and code.startswith(COUNTY)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("home.editorial.domain.public_numbers.TOLD_AT_MOST", 2)
            table = "\n".join(f"{code}\t\t0578-00001{number:02}" for number, code in enumerate(codes))
            sign_in(anna).post(reverse("office_table"), {"table": table})

        body = letters(mailoutbox)[0]
        assert (Office.objects.count(), "0578-0000100" in body, "0578-0000104" in body) == (5, True, False)
        assert "还有 3 处" in body


class TestAHotline:
    def test_that_changes_is_told_with_its_old_number(self, anna, sign_in, mailoutbox):
        row = site_of(COUNTY)
        row.hotlines.all().delete()
        Hotline.objects.create(settings=row, number=OLD, label="热线", label_en="Line")
        address = reverse("wagtailsettings:edit", args=["home", "sitesettings", row.site_id])

        sign_in(anna).post(address, settings_form(row, **{"hotlines-0-number": NEW}))

        assert [hotline.number for hotline in Hotline.objects.all()] == [NEW]
        assert [(OLD in body, NEW in body) for body in letters(mailoutbox)] == [(True, True)]

    def test_is_never_somebodys_own_phone(self, db):
        with pytest.raises(ValidationError):
            Hotline(number="13800000001", label="热线", label_en="Line").clean()

    def test_the_notice_on_every_page_is_told_and_its_words_stay_out_of_the_log(self, anna, sign_in, mailoutbox):
        row = site_of(COUNTY)
        address = reverse("wagtailsettings:edit", args=["home", "sitesettings", row.site_id])

        sign_in(anna).post(address, settings_form(row, notice=f"孩子有事请打 {NEW}"))

        assert SiteSettings.objects.get(pk=row.pk).notice == f"孩子有事请打 {NEW}"
        event = AuditEvent.objects.filter(action="notice.changed").get()
        assert (event.actor, event.detail) == (anna, {"fields": ["notice"]})
        assert [body for body in letters(mailoutbox) if f"请打 {NEW}" in body] != []


def test_an_amount_is_told_as_a_number_is_and_an_unchanged_one_is_not(anna, sign_in, mailoutbox):
    row = standard("1284", "2025-01-01")
    browser = sign_in(anna)
    same = {"name": row.name, "audience": row.audience_id, "area": COUNTY, "amount": "1284", "unit": row.unit}
    same |= {"in_force_from": "2025-01-01", "who": row.who, "document_number": "1号"}

    browser.post(reverse("wagtailsnippets_home_benefitstandard:edit", args=[row.pk]), same)
    assert (BenefitStandard.objects.get().document_number, told()) == ("1号", set())
    browser.post(reverse("benefit_new_amount", args=[row.pk]), {"amount": "9999", "begins": "2026-07-01"})

    assert [("9999" in body, "2026-06-30" in body) for body in letters(mailoutbox)] == [(True, True)]


def test_what_the_machine_loads_is_told_to_nobody(anna, areas):
    office(VILLAGE, OLD)
    Office.objects.update(phone=OLD)
    row = Office.objects.get()
    row.phone = NEW
    row.save()

    assert (told(), AuditEvent.objects.filter(action="number.changed").exists()) == (set(), False)
