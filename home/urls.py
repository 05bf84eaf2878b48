"""Addresses of this app beside the pages themselves."""

from django.urls import URLPattern, URLResolver, path

from .views import machines, searching

app_name = "home"
urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", searching.results, name="search"),
    path("sitemap/", machines.sitemap, name="sitemap"),
    path("sitemap.xml", machines.sitemap_xml, name="sitemap_xml"),
    path("robots.txt", machines.robots, name="robots"),
]
