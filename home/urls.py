"""Addresses of this app beside the pages themselves."""

from django.urls import URLPattern, URLResolver, path, re_path

from .views import benefits, check, danger_words, feeds, machines, policies, searching
from .views import help as whom

app_name = "home"
urlpatterns: list[URLPattern | URLResolver] = [
    path("check/", check.start, name="check"),
    path("check/<str:sealed>/", check.step, name="check_step"),
    path("search/", searching.results, name="search"),
    path("search/suggest/", searching.suggest, name="suggest"),
    path("desk/danger-words/", danger_words.index, name="danger_words"),
    path("desk/danger-words/remove/", danger_words.remove, name="danger_word_remove"),
    path("benefits/", benefits.index, name="benefits"),
    path("benefits/table.csv", benefits.table, name="benefits_table"),
    re_path(r"^help/(?P<code>[0-9]{2,12})/$", whom.area, name="help_area"),
    re_path(r"^help/(?P<code>[0-9]{2,12})/card/$", whom.card, name="help_card"),
    path("news/feed.xml", feeds.news, name="news_feed"),
    path("policies/feed.xml", feeds.policies, name="policy_feed"),
    path("policies/<str:slug>/changes/", policies.changed, name="policy_changes"),
    path("sitemap/", machines.sitemap, name="sitemap"),
    path("sitemap.xml", machines.sitemap_xml, name="sitemap_xml"),
    path("sitemap-<int:number>.xml", machines.sitemap_part, name="sitemap_part"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("robots.txt", machines.robots, name="robots"),
]
