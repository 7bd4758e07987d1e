from django.urls import path

from passerelles.register.views import public

urlpatterns = [
    path("entries/", public.entries, name="entries"),
    path("entries/<int:pk>/", public.entry, name="entry"),
    path("authorities/", public.authorities, name="authorities"),
    path("authorities/<int:pk>/", public.authority, name="authority"),
]
