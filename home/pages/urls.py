"""Addresses beside the pages themselves: feeds, and what machines ask for."""

from django.urls import path

from .views import feeds, machines

urlpatterns = [
    path("news/feed.xml", feeds.news, name="news_feed"),
    path("policies/feed.xml", feeds.policies, name="policy_feed"),
    path("sitemap/", machines.sitemap, name="sitemap"),
    path("sitemap.xml", machines.sitemap_xml, name="sitemap_xml"),
    path("sitemap-<int:number>.xml", machines.sitemap_part, name="sitemap_part"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("robots.txt", machines.robots, name="robots"),
]
