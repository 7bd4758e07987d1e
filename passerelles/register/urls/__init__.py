"""The register's addresses: public pages, the desk, what officers declare, imports."""

from passerelles.register.urls import declaring, desk, importing, public

urlpatterns = [*public.urlpatterns, *desk.urlpatterns, *declaring.urlpatterns, *importing.urlpatterns]
