"""What can happen to a person of the example, by the name that the story gives it; each through the apps' actions."""

from __future__ import annotations

from collections.abc import Callable

from punctum_clinic.example.scenes import consent, consultation, intake, people, plans, rights

SCENES: dict[str, Callable[..., None]] = {
    "add": people.add,
    "look": people.look,
    "clear": people.clear,
    "withdraw_clearance": people.withdraw_clearances,
    "send_intake": intake.send,
    "answer_intake": intake.answer,
    "sign_intake": intake.sign,
    "consult": consultation.consult,
    "plan": plans.make,
    "change_plan": plans.change,
    "plan_again": plans.again,
    "sign_plan": plans.sign,
    "withdraw_plan": plans.withdraw,
    "rescreen": plans.rescreen,
    "offer_consent": consent.offer,
    "read_consent": consent.read,
    "ask": consent.ask,
    "answer": consent.answer,
    "sign_consent": consent.sign,
    "decline_consent": consent.decline,
    "withdraw_consent": consent.withdraw,
    "allow_photos": consent.allow_photos,
    "hold": rights.keep_longer,
}
