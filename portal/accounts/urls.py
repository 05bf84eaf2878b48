"""One's own account, and in place of allauth's pages that this site does not offer: nothing."""

from django.urls import path

from . import address_views, views

urlpatterns = [
    path("", views.my_account, name="my_account"),
    path("after-login/", views.after_login, name="after_login"),
    path("devices/", views.my_devices, name="my_devices"),
    path("devices/<uuid:uuid>/forget/", views.forget_device, name="forget_device"),
    path("devices/sign-out-everywhere/", views.leave_everywhere, name="leave_everywhere"),
    path("email/", address_views.change_address),
    path("email/put-back/<str:token>/", address_views.put_back, name="put_address_back"),
    # A password is set when signing up, or by a code.
    path("password/set/", views.absent),
]
