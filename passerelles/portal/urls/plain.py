"""Addresses without a language: programs ask for them."""

from django.urls import include, path, re_path

from passerelles.portal.opendata.api.answering import opened
from passerelles.portal.opendata.api.operations import api
from passerelles.portal.views.opendata import api as pages
from passerelles.portal.views.opendata import files, iati, machines

operations, app, namespace = api.urls
root = path("", pages.root, name="root")
description = path("openapi.json", pages.description, name="openapi")

urlpatterns = [
    path("api/v1/", include(([root, description, *opened(operations)], app), namespace)),
    re_path("^api/(?P<rest>.*)$", pages.nothing),
    path("data/iati/<int:pk>.xml", iati.iati_file, name="iati_file"),
    path("data/catalogue.jsonld", machines.catalogue_file, {"ending": "jsonld"}, name="catalogue"),
    path("data/catalogue.ttl", machines.catalogue_file, {"ending": "ttl"}, name="catalogue_turtle"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path("sitemap/<slug:name>-<int:number>.xml", machines.sitemap_part, name="sitemap_part"),
    path("robots.txt", machines.robots, name="robots"),
    path("data/<str:name>", files.dump, name="dump"),
    path("data/now/<str:name>", files.dump_now, name="dump_now"),
]
