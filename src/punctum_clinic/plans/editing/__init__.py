"""The form on which a clinician changes a plan."""

from punctum_clinic.plans.editing.fields import Group, groups_of
from punctum_clinic.plans.editing.preview import Preview, preview_of
from punctum_clinic.plans.editing.read import Read, read, reasons_in, typed_in

__all__ = ["Group", "Preview", "Read", "groups_of", "preview_of", "read", "reasons_in", "typed_in"]
