"""Addresses of training, under /desk/training/."""

from django.urls import path

from onboarding.organisations.training.views import certificates, checking, lessons, people

app_name = "training"
urlpatterns = [
    path("", lessons.home, name="home"),
    path("people/", people.people, name="people"),
    path("people/remind/", people.remind, name="remind"),
    path("people/rules/", people.rules, name="rules"),
    path("certificates/<int:pk>.pdf", certificates.document, name="certificate"),
    path("certificates/<int:pk>/withdraw/", people.withdraw, name="withdraw"),
    path("<slug:course>/", lessons.course, name="course"),
    path("<slug:course>/test/", checking.test, name="test"),
    path("<slug:course>/test/finish/", checking.finish, name="finish"),
    path("<slug:course>/test/<int:place>/", checking.question, name="question"),
    path("<slug:course>/results/<int:pk>/", checking.result, name="result"),
    path("<slug:course>/<slug:lesson>/", lessons.lesson, name="lesson"),
    path("<slug:course>/<slug:lesson>/again/", lessons.again, name="again"),
]
