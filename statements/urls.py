"""The addresses of the public site, grouped by prefix."""

from django.urls import URLPattern, URLResolver, path, register_converter

from statements import slugs
from statements.views import actors, cards, compare, coverage, positions, site, statements, tags

register_converter(slugs.SlugConverter, "name")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", site.home, name="home"),
    path("statements/", statements.statement_list, name="statements"),
    path("statements/<int:pk>-<name:slug>/", statements.statement, name="statement"),
    path("statements/<int:pk>/", statements.statement, {"slug": ""}, name="statement-by-number"),
    path("positions/<int:line>/", positions.position, name="position"),
    path("positions/<int:line>/card.svg", cards.position, name="position-card"),
    path("actors/", actors.actor_list, name="actors"),
    path("actors/<name:slug>/", actors.actor, name="actor"),
    path("actors/<name:slug>/on/<name:tag>/", actors.series, name="series"),
    path("tags/", tags.tag_list, name="tags"),
    path("tags/<name:slug>/", tags.tag, name="tag"),
    path("compare/", compare.compare, name="compare"),
    path("compare/card.svg", cards.compare, name="compare-card"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("method/", site.method, name="method"),
    path("changes/", site.changes, name="changes"),
    path("language/", site.language, name="language"),
    path("sitemap.xml", site.sitemap_index, name="sitemap"),
    path("sitemap-<section>.xml", site.sitemap, name="sitemap-section"),
    path("robots.txt", site.robots, name="robots"),
    path("healthz", site.healthz, name="healthz"),
]
