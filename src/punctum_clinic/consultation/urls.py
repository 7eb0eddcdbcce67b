from django.urls import path

from punctum_clinic.consultation.views import claims, clearances, concerns, history, letters, scores, visit

PERSON = "people/<uuid:public_id>/consultation/"
urlpatterns = [
    path(PERSON, visit.consultation, name="consultation"),
    path(f"{PERSON}notes/", visit.notes, name="consultation_notes"),
    path(f"{PERSON}close/", visit.close, name="consultation_close"),
    path(f"{PERSON}history/", history.history, name="consultation_history"),
    path(f"{PERSON}history/read-as/", history.name_read_as, name="consultation_read_as"),
    path(f"{PERSON}history/rename/", history.rename, name="consultation_rename"),
    path(f"{PERSON}concerns/", concerns.concerns, name="consultation_concerns"),
    path(f"{PERSON}concerns/<int:place>/score/", scores.scoring, name="consultation_score"),
    path(f"{PERSON}concerns/<int:place>/score/total/", scores.total, name="consultation_score_total"),
    path(f"{PERSON}clearances/", clearances.clear, name="consultation_clear"),
    path(f"{PERSON}clearances/<int:pk>/withdraw/", clearances.withdraw, name="consultation_clearance_withdraw"),
    path(f"{PERSON}letters/", letters.write, name="consultation_letter_write"),
    path(f"{PERSON}letters/<int:pk>/", letters.download, name="consultation_letter"),
    path(f"{PERSON}claims/", claims.claims, name="consultation_claims"),
    path(f"{PERSON}<uuid:consultation_id>/", visit.earlier, name="consultation_earlier"),
]
