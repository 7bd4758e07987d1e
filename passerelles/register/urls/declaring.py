"""What officers declare, and the yearly question to them."""

from django.urls import path

from passerelles.register.views import answering, campaigning, declaring

urlpatterns = [
    path("my-organisation/", declaring.my_organisation, name="my_organisation"),
    path("my-organisation/declare/<slug:kind>/", declaring.add, name="declare_new"),
    path("entries/<int:pk>/declare/<slug:name>/", declaring.amend, name="declare"),
    path("entries/<int:pk>/still-true/", declaring.confirm, name="confirm"),
    path("facts/<int:pk>/contest/", declaring.contest, name="contest"),
    path("facts/<int:pk>/withdraw/", declaring.withdraw, name="withdraw"),
    path("places/suggest/", declaring.suggest_places, name="suggest_places"),
    path("still-true/<str:token>/", answering.still_true, name="still_true"),
    path("campaigns/", campaigning.campaigns, name="campaigns"),
    path("campaigns/<int:pk>/", campaigning.campaign, name="campaign"),
    path("campaigns/<int:pk>/<slug:act>/", campaigning.act, name="campaign_act"),
    path("life/", campaigning.life, name="life"),
]
