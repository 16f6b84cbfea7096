"""Addresses of the staff screens; a move is a POST to its own address."""

from django.urls import include, path

from appeals.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("hall/", views.hall, name="hall"),
    path("new/", views.new, name="new"),
    path("new/known/", views.known, name="known"),
    path("new/<str:number>/", views.registered, name="registered"),
    path("callbacks/", views.callbacks, name="callbacks"),
    path("queue/", views.queue, name="queue"),
    path("queue/bulk/", views.bulk_move, name="bulk"),
    path("views/", views.shared, name="shared"),
    path("views/<int:pk>/", views.shared_view, name="shared_view"),
    path("organisation/", views.team, name="team"),
    path("organisation/people/", views.invite, name="invite"),
    path("organisation/people/<int:pk>/", views.member, name="member"),
    path("organisation/crews/", views.crew, name="crews"),
    path("organisation/crews/<int:pk>/", views.crew, name="crew"),
    path("templates/", views.templates, name="templates"),
    path("templates/<int:pk>/", views.template, name="template"),
    path("tasks/", views.tasks, name="tasks"),
    path("presence/", views.beat, name="presence"),
    path("alarm/", views.alarm, name="alarm"),
    path("alarm/heed/", views.heeding, name="heeding"),
    path("habit/", views.habit, name="habit"),
    path("shift/", views.shift, name="shift"),
    path("shift/<int:pk>/", views.handover, name="handover"),
    path("settings/", include("appeals.desk.settings.urls")),
    path("messages/", views.message_log, name="messages"),
    path("messages/<int:number>/again/", views.message_again, name="message_again"),
    path("mail/", views.mail, name="mail"),
    path("tasks/deeds/", views.deeds, name="deeds"),
    path("tasks/state/", views.state, name="state"),
    path("tasks/standing/", views.standing, name="standing"),
    path("tasks/theme/", views.theme, name="theme"),
    path("appeals/<str:number>/", views.appeal, name="appeal"),
    path("appeals/<str:number>/open/", views.opening, name="open"),
    path("appeals/<str:number>/notes/", views.note, name="note"),
    path("appeals/<str:number>/follow/", views.follow, name="follow"),
    path("appeals/<str:number>/own-number/", views.number_of_ours, name="own_number"),
    path("appeals/<str:number>/cause/", views.cause, name="cause"),
    path("appeals/<str:number>/<slug:name>/", views.moving, name="move"),
]
