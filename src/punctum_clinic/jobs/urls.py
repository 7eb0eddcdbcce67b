from django.urls import path

from punctum_clinic.jobs.views import cancel_job, healthz, job

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("jobs/<int:job_id>/", job, name="job"),
    path("jobs/<int:job_id>/cancel/", cancel_job, name="job_cancel"),
]
