"""Our own addresses inside the Wagtail admin; Wagtail asks for its entrance permission before each."""

from django.urls import path

from ..benefits.views import new_amount
from ..eligibility.views import rules
from ..help.views import office_table
from ..importing import views

urlpatterns = [
    path("benefits/<int:pk>/new-amount/", new_amount.new_amount, name="benefit_new_amount"),
    path("offices/table/", office_table.table, name="office_table"),
    path("import/", views.upload, name="policy_imports"),
    path("import/<uuid:uuid>/", views.result, name="policy_import"),
    path("import/<uuid:uuid>/stop/", views.stop, name="policy_import_stop"),
    path("check-rules/<slug:kind>/<int:pk>/", rules.trial, name="check_rule_trial"),
    path("check-rules/<slug:kind>/<int:pk>/next/", rules.follow, name="check_rule_follow"),
]
