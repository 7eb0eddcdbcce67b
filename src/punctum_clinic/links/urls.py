from django.urls import path

from punctum_clinic.links import views

urlpatterns = [
    path("i/", views.birth_date, name="birth_date"),
    path("i/<str:token>/", views.open_link, name="open_link"),
    # A link that a message has mangled is taken as well, so that no log names it.
    path("i/<path:token>", views.open_link),
]
