"""Every address of the clinic."""

from django.urls import include, path

from punctum_clinic.web.audit_page import trail
from punctum_clinic.web.home import home
from punctum_clinic.web.locking import lock, still_here, unlock

urlpatterns = [
    path("", home, name="home"),
    path("audit/", trail, name="audit"),
    path("lock/", lock, name="lock"),
    path("unlock/", unlock, name="unlock"),
    path("still-here/", still_here, name="still_here"),
    path("", include("punctum_clinic.staff.urls")),
    path("", include("punctum_clinic.practice.urls")),
    path("", include("punctum_clinic.jobs.urls")),
    path("", include("punctum_clinic.people.urls")),
    path("", include("punctum_clinic.links.urls")),
    path("", include("punctum_clinic.intake.urls")),
    path("", include("punctum_clinic.consultation.urls")),
    path("", include("punctum_clinic.plans.urls")),
    path("", include("punctum_clinic.consent.urls")),
    path("", include("punctum_clinic.rights.urls")),
]
handler400 = "punctum_clinic.web.problems.bad_request"
handler403 = "punctum_clinic.web.problems.forbidden"
handler404 = "punctum_clinic.web.problems.not_found"
handler500 = "punctum_clinic.web.problems.fault"
