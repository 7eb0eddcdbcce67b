from django.urls import path, register_converter

from punctum_clinic.plans.models import Paper
from punctum_clinic.plans.views.comparing import plans_compare
from punctum_clinic.plans.views.day import plan_rescreen
from punctum_clinic.plans.views.editing import plan_edit, plan_preview
from punctum_clinic.plans.views.lists import plans_of_person, plans_to_sign, plans_touched
from punctum_clinic.plans.views.plan import plan, plan_paper, plan_remake
from punctum_clinic.plans.views.signing import plan_sign, plan_withdraw


class PaperKind:
    """A kind of paper in an address."""

    regex = "|".join(Paper.Kind.values)

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(PaperKind, "paper")
PLAN = "people/<uuid:person_id>/plans/<uuid:plan_id>/"

urlpatterns = [
    path("plans/to-sign/", plans_to_sign, name="plans_to_sign"),
    path("plans/touched/", plans_touched, name="plans_touched"),
    path("people/<uuid:person_id>/plans/", plans_of_person, name="plans_of_person"),
    path("people/<uuid:person_id>/plans/compare/", plans_compare, name="plans_compare"),
    path(PLAN, plan, name="plan"),
    path(f"{PLAN}again/", plan_remake, name="plan_remake"),
    path(f"{PLAN}edit/", plan_edit, name="plan_edit"),
    path(f"{PLAN}edit/preview/", plan_preview, name="plan_preview"),
    path(f"{PLAN}sign/", plan_sign, name="plan_sign"),
    path(f"{PLAN}withdraw/", plan_withdraw, name="plan_withdraw"),
    path(f"{PLAN}rescreen/", plan_rescreen, name="plan_rescreen"),
    path(f"{PLAN}paper/<paper:kind>/", plan_paper, name="plan_paper"),
]
