"""{% form_key %}: the hidden field that lets a form be sent twice and done once (accounts/form_keys.py)."""

from django import template

from accounts.form_keys import FIELD, key_for

register = template.Library()


@register.inclusion_tag("_components/form_key.html", takes_context=True)
def form_key(context):
    return {"name": FIELD, "value": key_for(context.get("request"))}
