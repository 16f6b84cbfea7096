"""Addresses of a city's public site; a POST goes to the address of the page it stands on."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from portal import views


class Key(StringConverter):
    """A code or a key of an address; a NUL stands in none, and the database would fail on it."""

    regex = r"[^/\x00]+"


register_converter(Key, "key")

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("new/", views.new, name="new"),
    path("new/look/", views.look, name="look"),
    path("new/photos/", views.draft_photo, name="draft_photo"),
    path("new/near/", views.near, name="near"),
    path("appeals/<str:number>/", views.card, name="card"),
    path("appeals/<str:number>/complain/", views.complain, name="complain"),
    path("appeals/<str:number>/still/", views.still, name="still"),
    path("track/", views.tracking, name="tracking"),
    path("track/link/", views.ask_link, name="ask_link"),
    path("track/link/asked/", views.link_asked, name="link_asked"),
    path("track/link/<key:code>/", views.open_link, name="open_link"),
    path("track/data/", views.own_data_page, name="own_data"),
    path("track/data/erasing/", views.ask_erasing, name="ask_erasing"),
    path("track/data/erase/", views.erase, name="erase"),
    path("track/leave/", views.leave, name="leave"),
    path("follow/", views.follow, name="follow"),
    path("follow/end/", views.unfollow, name="unfollow"),
    path("track/<key:code>/", views.own_card, name="own_card"),
    path("track/<key:code>/answer/", views.answer, name="answer"),
    path("track/<key:code>/accepted/", views.accepted, name="accepted"),
    path("track/<key:code>/letters/<int:pk>/", views.letter, name="letter"),
    path("contractor/<key:token>/", views.lent, name="lent"),
    path("contractor/<key:token>/<key:key>.jpg", views.lent_photo, name="lent_photo"),
    path("feeds/city.atom", views.city_feed, name="city_feed"),
    path("feeds/appeals/<key:number>.atom", views.appeal_feed, name="appeal_feed"),
    path("feeds/<slug:kind>/<key:key>.atom", views.place_feed, name="place_feed"),
    path("search/", views.search, name="search"),
    path("outages/", views.outages, name="outages"),
    path("houses/", views.houses, name="houses"),
    path("houses/<str:house_id>/", views.house, name="house"),
    path("streets/<str:street_id>/", views.street, name="street"),
    path("districts/<key:name>/", views.district, name="district"),
    path("problem-points/", views.problem_points, name="problem_points"),
    path("organisations/", views.organisations, name="organisations"),
    path("numbers/", views.numbers, name="numbers"),
    path("opendata/", views.opendata, name="opendata"),
    path("opendata/<str:month>.<str:kind>", views.opendata_file, name="opendata_file"),
    path("about/consent/<str:edition>/", views.edition, name="consent"),
    path("about/<str:page>/", views.about, name="about"),
    path("media/<key:key>.jpg", views.photo, name="photo"),
    path("branding.css", views.branding, name="branding"),
    path("emblem-<slug:version>-<int:height>.png", views.emblem, name="emblem"),
    path("vision/", views.vision, name="vision"),
    path("language/", views.language, name="language"),
    path("map/", views.city_map, name="map"),
    path("map/cells/", views.cells, name="map_cells"),
    path("map/districts.json", views.boundaries, name="map_districts"),
    path("map/plain/<int:zoom>/<int:x>/<int:y>.svg", views.plain_tile, name="plain_tile"),
    path("app.webmanifest", views.app_manifest, name="app_manifest"),
    path("app-icon-<slug:purpose>-<int:size>.png", views.app_icon, name="app_icon"),
    path("worker.js", views.app_worker, name="app_worker"),
    path("widget.js", views.widget_script, name="widget_script"),
    path("widget/<key:code>/", views.widget, name="widget"),
    path(
        "widget/<key:code>/accepted/<key:tracking>/", views.widget_accepted, name="widget_accepted"
    ),
    path("offline/", views.offline, name="offline"),
    path("offline/form/", views.offline_form, name="offline_form"),
    # Below the crew's page: a worker stands before its own folder alone.
    path("desk/tasks/worker.js", views.crew_worker, name="crew_worker"),
    path("desk/tasks/app.webmanifest", views.crew_manifest, name="crew_manifest"),
    path("desk/tasks/icon-<int:size>.png", views.crew_icon, name="crew_icon"),
]
