"""Addresses of the house book's screens; the city mounts them at /desk/imports/."""

from django.urls import path

from appeals.desk.imports import book, downloads, house, overview, run

app_name = "imports"
urlpatterns = [
    path("houses/", overview.houses, name="houses"),
    path("matrix/", overview.matrix, name="matrix"),
    path("journal/", overview.journal, name="journal"),
    path("sample/<slug:kind>.csv", downloads.sample, name="sample"),
    path("<int:pk>/", run.run, name="run"),
    path("<int:pk>/state/", run.state, name="state"),
    path("<int:pk>/columns/", run.columns, name="columns"),
    path("<int:pk>/accept/", run.accept, name="accept"),
    path("<int:pk>/drop/", run.drop, name="drop"),
    path("<int:pk>/again/", run.again, name="again"),
    path("<int:pk>/<slug:what>.xlsx", downloads.report, name="report"),
    path("book/", book.book, name="book"),
    path("book/streets/<int:street_id>/", book.street, name="street"),
    path("book/export/<slug:what>.<slug:form>", downloads.export, name="export"),
    path("book/<int:house_id>/", house.house, name="house"),
    path("book/<int:house_id>/lines/", house.add_line, name="add_line"),
    path("book/<int:house_id>/lines/<int:line_id>/", house.end_line, name="end_line"),
    path("book/<int:house_id>/point/", house.point, name="point"),
]
