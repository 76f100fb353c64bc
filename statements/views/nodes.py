"""Find the actor or tag of an address, or where it has gone."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from statements.models import OldSlug


def node_at(public: Any, slug: str) -> Any:
    """The node of a slug among `public` (a QuerySet of published actors or tags), else the one it became.

    An address that was leads to a node with another slug: the view redirects there. `Http404` where there is none.
    """
    if found := public.filter(slug=slug).first():
        return found
    model = public.model
    targets = OldSlug.objects.filter(kind=model._meta.model_name, slug=slug).values("target")
    merged = model._default_manager.filter(slug=slug).exclude(merged_into=None).values("merged_into")
    became = public.filter(pk__in=targets).first() or public.filter(pk__in=merged).first()
    if became is None:
        raise Http404(f"no {model._meta.model_name} {slug}")
    return became
