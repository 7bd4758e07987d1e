"""The published pages, for the sitemap (settings.SITEMAP)."""

from passerelles.common.mapped import Mapped
from passerelles.pages.models import Page

MAPPED = (Mapped("own-pages", "page", lambda: Page.objects.published(), argument="slug"),)
