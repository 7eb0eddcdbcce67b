from django.urls import path

from punctum_clinic.people import history_views, views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/new/", views.person_add, name="person_add"),
    path("people/<uuid:public_id>/", views.person, name="person"),
    path("people/<uuid:public_id>/edit/", views.person_edit, name="person_edit"),
    path("people/<uuid:public_id>/history/<int:number>/", history_views.person_version, name="person_version"),
    path("people/<uuid:public_id>/history/compare/", history_views.person_compare, name="person_compare"),
]
