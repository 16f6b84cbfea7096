"""{% load figures %}: the pictures of the administration's page."""

from django import template
from django.utils.safestring import SafeString

from appeals import labels
from appeals.desk import charts
from appeals.desk.figures import stages, words
from appeals.desk.figures.page import Page

register = template.Library()


@register.simple_tag
def chart_line(page: Page, width: int) -> SafeString:
    """Filed and done, so many units wide."""
    return page.line(width)


@register.simple_tag
def chart_stages(page: Page) -> SafeString:
    """Medians, p90 and terms of the stages on one scale."""
    short = {
        stage.key: (words.span(stage.spread.median), words.span(stage.spread.p90))
        for stage in page.stages
    }
    return stages.picture(page.stages, short)


@register.simple_tag
def chart_meter(share: float, is_low: bool = False) -> SafeString:
    """A bar that fills to a share."""
    return charts.meter(share, "breach" if is_low else "")


@register.simple_tag
def stage_name(stage: str) -> str:
    """A stage of an organisation's connection, in a word."""
    return str(labels.STAGES[stage])
