"""How every form is drawn: its problems on top, each field with its label, hint and problem."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Forms by the templates of this app."""

    form_template_name = "web/_form.html"
    field_template_name = "web/_field.html"
