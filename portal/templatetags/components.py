"""The closed set of components every template may use."""

from django import template

register = template.Library()
