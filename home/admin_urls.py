"""Our own addresses inside the Wagtail admin; Wagtail asks for its entrance permission before each."""

from django.urls import path

from .views import importing, rules

urlpatterns = [
    path("import/", importing.upload, name="policy_imports"),
    path("import/<uuid:uuid>/", importing.result, name="policy_import"),
    path("import/<uuid:uuid>/stop/", importing.stop, name="policy_import_stop"),
    path("check-rules/<slug:kind>/<int:pk>/", rules.trial, name="check_rule_trial"),
    path("check-rules/<slug:kind>/<int:pk>/next/", rules.follow, name="check_rule_follow"),
]
