from django.urls import path

from punctum_clinic.jobs.views import again_job, cancel_job, healthz, job

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("jobs/<int:job_id>/", job, name="job"),
    path("jobs/<int:job_id>/cancel/", cancel_job, name="job_cancel"),
    path("jobs/<int:job_id>/again/", again_job, name="job_again"),
]
