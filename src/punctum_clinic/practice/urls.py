from django.urls import path

from punctum_clinic.practice import views

urlpatterns = [
    path("settings/", views.settings_page, name="settings"),
    path("settings/clinic/", views.profile_page, name="settings_clinic"),
    path("settings/services/", views.services, name="services"),
    path("settings/services/new/", views.service, name="service_new"),
    path("settings/services/<int:pk>/", views.service, name="service"),
    path("settings/defaults/", views.defaults, name="defaults"),
    path("settings/defaults/<path:table>/", views.defaults_of, name="defaults_of"),
]
