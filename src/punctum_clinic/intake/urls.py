from django.urls import path

from punctum_clinic.intake.views import answering, api, review, staff

urlpatterns = [
    path("my/intake/", answering.start, name="my_intake"),
    path("my/intake/q/<slug:question>/", answering.question, name="my_intake_question"),
    path("my/intake/q/<slug:question>/<int:index>/<slug:key>/", answering.question, name="my_intake_field"),
    path("my/intake/section/<slug:section>/", answering.section, name="my_intake_section"),
    path("my/intake/suggest/", answering.suggest, name="my_intake_suggest"),
    path("my/intake/answers", api.answers, name="my_intake_answers"),
    path("my/intake/review/", review.review, name="my_intake_review"),
    path("my/intake/done/", review.done, name="my_intake_done"),
    path("people/<uuid:public_id>/intake/", staff.person_intake, name="person_intake"),
    path("people/<uuid:public_id>/intake/send/", staff.send, name="send_intake"),
    path("people/<uuid:public_id>/intake/hand-over/", staff.hand_over, name="hand_over_intake"),
    path("people/<uuid:public_id>/intake/cancel/", staff.cancel, name="cancel_intake"),
    path("people/<uuid:public_id>/intake/<uuid:intake_id>/", staff.signed, name="signed_intake"),
]
