"""Our own addresses inside the Wagtail admin; Wagtail asks for its entrance permission before each."""

from django.urls import path

from .views import benefit_admin, importing, office_admin, rules

urlpatterns = [
    path("benefits/<int:pk>/new-amount/", benefit_admin.new_amount, name="benefit_new_amount"),
    path("offices/table/", office_admin.table, name="office_table"),
    path("import/", importing.upload, name="policy_imports"),
    path("import/<uuid:uuid>/", importing.result, name="policy_import"),
    path("import/<uuid:uuid>/stop/", importing.stop, name="policy_import_stop"),
    path("check-rules/<slug:kind>/<int:pk>/", rules.trial, name="check_rule_trial"),
    path("check-rules/<slug:kind>/<int:pk>/next/", rules.follow, name="check_rule_follow"),
]
