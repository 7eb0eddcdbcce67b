from django.urls import path

from punctum_clinic.consent.views import patient, staff, texts

urlpatterns = [
    path("people/<uuid:public_id>/consent/", staff.person_consents, name="person_consents"),
    path("people/<uuid:public_id>/photos/", staff.person_photos, name="person_photos"),
    path("consents/<uuid:public_id>/", staff.consent, name="consent"),
    path("consents/<uuid:public_id>/link/", staff.send_link, name="consent_link"),
    path("consents/<uuid:public_id>/tablet/", staff.tablet, name="consent_tablet"),
    path("consents/<uuid:public_id>/questions/<int:question>/", staff.answer, name="consent_answer"),
    path("consents/<uuid:public_id>/shorten/", staff.shorten, name="consent_shorten"),
    path("consents/<uuid:public_id>/end/", staff.end, name="consent_end"),
    path("consents/<uuid:public_id>/copy.pdf", staff.copy, name="consent_copy"),
    path("settings/consent/", texts.texts, name="consent_texts"),
    path("settings/consent/<slug:treatment>/<slug:language>/", texts.text, name="consent_text"),
    path("settings/consent/<slug:treatment>/<slug:language>/<int:number>/", texts.version, name="consent_version"),
    path("my/consent/", patient.overview, name="my_consent"),
    path("my/consent/part/<int:number>/", patient.part, name="my_consent_part"),
    path("my/consent/questions/", patient.questions, name="my_consent_questions"),
    path("my/consent/sign/", patient.sign, name="my_consent_sign"),
    path("my/consent/no/", patient.say_no, name="my_consent_no"),
    path("my/consent/photos/", patient.my_photos, name="my_consent_photos"),
    path("my/consent/copy.pdf", patient.copy, name="my_consent_copy"),
]
