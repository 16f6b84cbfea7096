"""Addresses of the settings; names begin with `settings_` inside the desk's own."""

from datetime import date

from django.urls import path, register_converter

from appeals.desk.settings import (
    calendar,
    causes,
    changes,
    districts,
    notices,
    people,
    policy,
    questions,
    rules,
    sites,
    topics,
)


class Day:
    """A day in an address: 2027-08-30."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; what is none is no address."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """The address's spelling."""
        return value.isoformat()


register_converter(Day, "day")
urlpatterns = [
    path("", changes.settings, name="settings"),
    path("changes/", changes.changes, name="settings_changes"),
    path("topics/", topics.topics, name="settings_topics"),
    path("topics/<slug:code>/", topics.topic, name="settings_topic"),
    path("topics/<slug:code>/questions/", questions.questions, name="settings_questions"),
    path("rules/", rules.rules, name="settings_rules"),
    path("rules/new/", rules.rule, name="settings_rule_new"),
    path("rules/<int:rule_id>/", rules.rule, name="settings_rule"),
    path("rules/<int:rule_id>/<slug:what>/", rules.change, name="settings_rule_change"),
    path("causes/", causes.causes, name="settings_causes"),
    path("causes/new/", causes.cause, name="settings_cause_new"),
    path("causes/<int:cause_id>/", causes.cause, name="settings_cause"),
    path("policy/", policy.policy, name="settings_policy"),
    path("calendar/", calendar.calendar, name="settings_calendar"),
    path("calendar/<day:day>/withdraw/", calendar.withdraw, name="settings_day_withdraw"),
    path("districts/", districts.districts, name="settings_districts"),
    path("notices/", notices.notices, name="settings_notices"),
    path("notices/new/", notices.notice, name="settings_notice_new"),
    path("notices/<int:notice_id>/", notices.notice, name="settings_notice"),
    path("notices/<int:notice_id>/end/", notices.end, name="settings_notice_end"),
    path("sites/", sites.sites, name="settings_sites"),
    path("sites/new/", sites.site, name="settings_site_new"),
    path("sites/<int:site_id>/", sites.site, name="settings_site"),
    path("people/", people.people, name="settings_people"),
    path("people/<int:user_id>/", people.person, name="settings_person"),
]
