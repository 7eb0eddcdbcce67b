from django.urls import path

from punctum_clinic.rights.views import correcting, erasing, overview

PERSON = "people/<uuid:public_id>/rights/"
urlpatterns = [
    path(PERSON, overview.rights, name="rights"),
    path(f"{PERSON}export/", overview.rights_export, name="rights_export"),
    path(f"{PERSON}export/<uuid:export_id>/", overview.rights_export_file, name="rights_export_file"),
    path(f"{PERSON}correct/", correcting.rights_correct, name="rights_correct"),
    path(f"{PERSON}correct/<str:key>/", correcting.rights_correct_one, name="rights_correct_one"),
    path(f"{PERSON}hold/", erasing.rights_hold, name="rights_hold"),
    path(f"{PERSON}restrict/", erasing.rights_restrict, name="rights_restrict"),
    path(f"{PERSON}erase/", erasing.rights_erase, name="rights_erase"),
]
