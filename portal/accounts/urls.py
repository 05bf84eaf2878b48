"""One's own account, and in place of allauth's pages that this site does not offer: nothing."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.my_account, name="my_account"),
    path("after-login/", views.after_login, name="after_login"),
    # Accounts have one address and always a password: both are set when signing up.
    path("email/", views.absent),
    path("password/set/", views.absent),
]
