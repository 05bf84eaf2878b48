"""Every address of the site: feature apps are named by string."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

handler400 = "portal.web.refusals.bad_request"
handler403 = "portal.web.refusals.permission_denied"
handler404 = "portal.web.refusals.page_not_found"
handler429 = "portal.web.refusals.too_many_requests"
handler500 = "portal.web.refusals.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("portal.accounts.back_doors")),
    path("", include("portal.ops.urls")),
    path("reading/", include("portal.pages.comfort")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

urlpatterns += i18n_patterns(
    path("accounts/", include("portal.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("messages/", include("portal.notify.urls")),
    path("undo/", include("portal.undo.urls")),
    path("unsaved/", include("portal.unsaved.urls")),
    path("desk/", include("portal.desk.urls")),
    path("desk/undelivered/", include("portal.ops.desk_urls")),
    path("", include("children.urls")),
    path("", include("volunteers.urls")),
    path("", include("activities.urls")),
    path("", include("home.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
