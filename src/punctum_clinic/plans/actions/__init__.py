"""What changes plans: each function is one transaction, with its row in the audit trail."""

from punctum_clinic.plans.actions.ask_papers import ask_papers
from punctum_clinic.plans.actions.change import change_plan
from punctum_clinic.plans.actions.day import screen_on_day
from punctum_clinic.plans.actions.make import make_plan, remake_plan
from punctum_clinic.plans.actions.sign import sign_plan, withdraw_plan

__all__ = [
    "ask_papers",
    "change_plan",
    "make_plan",
    "remake_plan",
    "screen_on_day",
    "sign_plan",
    "withdraw_plan",
]
