"""Real arguments for every address, asked from the running clinic in one go."""

FACTS = """
from datetime import timedelta
from django.utils import timezone
from punctum_clinic.consent.models import Consent, Template
from punctum_clinic.consent.plan_value import treatment_for
from punctum_clinic.consultation.models import Consultation, Letter
from punctum_clinic.intake.models import Intake
from punctum_clinic.jobs.models import Job
from punctum_clinic.links.actions import make_link
from punctum_clinic.intake.actions import send_intake
from punctum_clinic.people.models import Person
from punctum_clinic.plans.models import Plan
from punctum_clinic.practice.defaults import tables_of_defaults
from punctum_clinic.practice.models import Service
from punctum_clinic.rights.statements import statements_of
from punctum_clinic.staff.actions import add_member, invite
from punctum_clinic.staff.models import User

owner = User.objects.get(email="ruth@example.org")
people = {str(p.given_name).lower(): p for p in Person.objects.all()}
def plan(key, **fields):
    return str(people[key].plans.filter(**fields).order_by("-number")[0].public_id)
def consent(key):
    return people[key].consents.order_by("-id")[0]
def consent_link(key):
    return make_link(person=people[key], purpose="consent", subject_id=consent(key).pk, by=owner)[1]
new = add_member(by=owner, email="new@example.org", name="New Person", role="practitioner")
template = Template.objects.order_by("id")[0]
answer = {
    "people": {key: str(p.public_id) for key, p in people.items()},
    "born": {key: p.birth_date for key, p in people.items()},
    "plans": {
        "ana": plan("ana", state="signed"), "ana_before": plan("ana", state="replaced"), "max": plan("max"),
        "tomasz": plan("tomasz"), "chidi": plan("chidi"), "ines": plan("ines"),
    },
    "consents": {key: str(consent(key).public_id) for key in ("ana", "ben", "chidi", "nora", "otto", "lena")},
    "question": consent("chidi").questions.filter(answer="")[0].pk,
    "intake": str(people["greta"].intakes.get().public_id),
    "consultation": str(people["ana"].consultations.order_by("on")[0].public_id),
    "letter": Letter.objects.filter(consultation__person=people["dalia"])[0].pk,
    "job": Job.objects.order_by("id")[0].pk,
    "member": User.objects.get(email="tessa@example.org").pk,
    "service": Service.objects.all()[0].pk,
    "table": tables_of_defaults()[0].table,
    "template": [template.treatment, template.language, template.version],
    "statement": statements_of(people["otto"].histories.order_by("-number")[0].document)[0].key,
    "welcome": "/welcome/" + invite(by=owner, user=new) + "/",
    "intake_links": {key: send_intake(person=people[key], by=owner)[2] for key in ("priya", "samuel")},
    "consent_links": {key: consent_link(key) for key in ("ana", "chidi", "nora", "lena")},
}
"""
