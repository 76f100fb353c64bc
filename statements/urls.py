"""The addresses of the public site, grouped by prefix."""

from django.urls import URLPattern, URLResolver, path

from statements.views import site

urlpatterns: list[URLPattern | URLResolver] = [
    path("", site.home, name="home"),
    path("method/", site.method, name="method"),
    path("changes/", site.changes, name="changes"),
    path("sitemap.xml", site.sitemap_index, name="sitemap"),
    path("sitemap-<section>.xml", site.sitemap, name="sitemap-section"),
    path("robots.txt", site.robots, name="robots"),
    path("healthz", site.healthz, name="healthz"),
]
