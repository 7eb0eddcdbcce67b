from allauth.account.views import login, logout, reauthenticate
from django.urls import include, path

from punctum_clinic.staff import views

urlpatterns = [
    path("sign-in/", login, name="account_login"),
    path("sign-out/", logout, name="account_logout"),
    path("sign-in/again/", reauthenticate, name="account_reauthenticate"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("account/", views.account, name="account"),
    path("welcome/<str:token>/", views.welcome, name="welcome"),
    path("settings/staff/", views.staff_list, name="staff"),
    path("settings/staff/new/", views.member, name="staff_new"),
    path("settings/staff/<int:pk>/", views.member, name="staff_member"),
    path("settings/staff/<int:pk>/invite/", views.staff_invite, name="staff_invite"),
]
