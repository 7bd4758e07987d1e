from django.urls import path

from passerelles.people import desk, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("password/", views.forgotten, name="forgotten"),
    path("password/<str:user>/<str:token>/", views.new_password, name="new_password"),
    path("account/", views.account, name="account"),
    path("account/keys/", desk.keys, name="keys"),
    path("account/keys/<int:pk>/revoke/", desk.revoke, name="revoke_key"),
    path("account/password/", views.change_own_password, name="change_password"),
]
