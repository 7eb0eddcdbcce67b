"""What an action refused, at the fields of the form that was sent."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from punctum import Problem


def at_fields(form: forms.Form, problems: Iterable[Problem]) -> list[Problem]:
    """Say each problem at its field; those for which the form has no field are returned."""
    others = []
    for problem in problems:
        if problem.path in form.fields:
            form.add_error(problem.path, f"{problem.expected} ({problem.found})")
        else:
            others.append(problem)
    return others
