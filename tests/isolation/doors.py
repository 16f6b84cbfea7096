"""Who may come in at which address of a city, and what the addresses name."""

from dataclasses import dataclass
from datetime import date

from appeals import actions
from appeals.models import (
    Block,
    Call,
    Cause,
    Complaint,
    ContractorLink,
    Handover,
    Incident,
    Member,
    Message,
    Notice,
    Outage,
    ProblemPoint,
    RegistryImport,
    ReplyTemplate,
    RoutingRule,
    SharedView,
    Site,
)
from onboarding.organisations.agreements.paper import record_paper
from onboarding.organisations.models import Agreement, Attempt, Certificate, TrustedCertificate
from tests import make
from tests.make import FRIDAY_NOON

EVERYBODY = ("everybody",)
ADMINISTRATOR = ("administrator",)
SENIOR = ("controller", "administrator")
DESK = ("dispatcher", "controller", "administrator")
HEAD = ("own head",)
ORGANISATION = ("own dispatcher", "own head")
CREW = ("own crew",)
# Screens about nobody's thing in particular: the other organisation has its own there.
ORGANISATIONS = (*ORGANISATION, "other dispatcher", "other head")
CREWS = ("own crew", "other crew")
STAFF = (*DESK, *ORGANISATIONS, *CREWS)
OWNERS = (*DESK, *ORGANISATION, *CREW)
SIGNED_IN = (*STAFF, "resident")

DOORS: dict[str, tuple[str, ...]] = {
    # --- everybody's: the portal, the way in, the public interface -----------------------------
    **dict.fromkeys(
        (
            "portal:home",
            "portal:new",
            "portal:look",
            "portal:draft_photo",
            "portal:near",
            "portal:consent",
            "portal:card",
            "portal:still",
            "portal:complain",
            "portal:tracking",
            "portal:own_card",
            "portal:accepted",
            "portal:search",
            *("portal:houses", "portal:house", "portal:street", "portal:district"),
            "portal:problem_points",
            "portal:organisations",
            "portal:numbers",
            "portal:opendata",
            "portal:opendata_file",
            "portal:about",
            "portal:photo",
            "portal:branding",
            "portal:emblem",
            "portal:vision",
            "portal:language",
            "portal:map",
            "portal:map_cells",
            "portal:map_districts",
            "portal:plain_tile",
            *("portal:ask_link", "portal:link_asked", "portal:open_link", "portal:leave"),
            *("portal:follow", "portal:unfollow", "portal:answer"),
            *("portal:own_data", "portal:ask_erasing", "portal:erase"),
            *("portal:city_feed", "portal:place_feed", "portal:appeal_feed"),
            "certificates:check",
        ),
        EVERYBODY,
    ),
    # The way in keeps its own rules: tests/accounts walks it.
    **dict.fromkeys(
        (
            *(
                f"account_{page}"
                for page in (
                    *("change_password", "change_phone", "confirm_login_code", "email", "home"),
                    *("email_verification_sent", "inactive", "login", "logout", "profile"),
                    *("reauthenticate", "request_login_code", "reset_password", "signup"),
                    *("reset_password_done", "reset_password_from_key", "set_password"),
                    *("reset_password_from_key_done", "verify_phone"),
                )
            ),
            *(
                f"mfa_{page}"
                for page in (
                    *("activate_totp", "authenticate", "deactivate_totp", "index"),
                    *("download_recovery_codes", "generate_recovery_codes", "reauthenticate"),
                    "view_recovery_codes",
                )
            ),
        ),
        EVERYBODY,
    ),
    # Doors with a secret of their own in the address or the headers.
    **dict.fromkeys(
        (
            *("portal:lent", "portal:lent_photo", "portal:letter", "notifications:stop"),
            *("notifications:telegram_said", "api-calls"),
        ),
        EVERYBODY,
    ),
    **dict.fromkeys(
        (
            *("portal:crew_icon", "portal:crew_manifest", "portal:crew_worker"),
            *("portal:app_icon", "portal:app_manifest", "portal:app_worker"),
            *("portal:offline", "portal:offline_form"),
            *("portal:widget", "portal:widget_script", "portal:widget_accepted"),
            "notifications:push_worker",
        ),
        EVERYBODY,
    ),
    **dict.fromkeys(
        ("api-appeals", "api-appeal", "api-schema", "api-docs", "portal:outages"), EVERYBODY
    ),
    "api-outages": EVERYBODY,
    **dict.fromkeys(("api-outage", "api-outage-end"), (*DESK, *ORGANISATION)),
    **dict.fromkeys(
        ("notifications:devices", "notifications:preferences", "notifications:telegram"), SIGNED_IN
    ),
    # Doors that open to a body or a seat of its own: each is tried where that is at hand
    # (tests/desk, tests/faults).
    **dict.fromkeys(
        (
            *("desk:presence", "desk:review", "desk:mail", "desk:bulk", "desk:lent", "desk:deeds"),
            *("desk:letter", "imports:report"),
        ),
        EVERYBODY,
    ),
    # --- the interface: the table of moves says the rest (tests/api) ---------------------------
    **dict.fromkeys(
        (
            *("api-assign", "api-accept", "api-dispatch_crew", "api-give_back", "api-resolve"),
            *("api-confirm", "api-reopen", "api-archive", "api-ask", "api-answer", "api-join"),
            *("api-ask_postpone", "api-postpone", "api-refuse_postpone", "api-resume"),
            *("api-return_to_desk", "api-reject", "api-duplicate", "api-separate", "api-split"),
            "api-callback",
        ),
        OWNERS,
    ),
    # --- the desk ------------------------------------------------------------------------------
    "desk:home": STAFF,
    "desk:habit": STAFF,
    **dict.fromkeys(
        (
            *("desk:hall", "desk:alarm", "desk:heeding", "desk:shift", "desk:handover"),
            *("desk:new", "desk:known", "desk:addresses", "desk:draft", "desk:no_draft"),
            *("desk:registered", "desk:joined"),
            *("desk:calls", "desk:strip", "desk:seat", "desk:take"),
            *("desk:callbacks", "desk:next_call", "desk:take_call", "desk:leave_call"),
            *("desk:moderation", "desk:leave_complaint", "desk:lift_block"),
            *("desk:moderate", "desk:block_sender", "desk:trust"),
        ),
        DESK,
    ),
    **dict.fromkeys(("desk:incidents", "desk:outages"), (*DESK, *ORGANISATIONS)),
    **dict.fromkeys(("desk:points", "desk:point", "desk:explain_point", "desk:close_point"), DESK),
    "desk:house_passport": SENIOR,
    "desk:new_outage": (*DESK, *ORGANISATIONS),
    "desk:new_incident": DESK,
    "desk:statutory": DESK,
    **dict.fromkeys(
        ("desk:identity", "desk:confirm_identity", "desk:revoke_identity"),
        ("dispatcher", "administrator"),
    ),
    **dict.fromkeys(
        ("desk:outage", "desk:change_outage", "desk:end_outage"), (*DESK, *ORGANISATION)
    ),
    **dict.fromkeys(("desk:incident", "desk:tell_incident"), (*DESK, *ORGANISATION)),
    **dict.fromkeys(
        (
            *("desk:incident_houses", "desk:hand_incident"),
            *("desk:close_incident", "desk:dismiss_incident", "desk:appeal_incident"),
        ),
        DESK,
    ),
    **dict.fromkeys(("desk:dashboard", "desk:list", "desk:control"), SENIOR),
    **dict.fromkeys(("desk:messages", "desk:message_again"), ADMINISTRATOR),
    # --- the organisation ----------------------------------------------------------------------
    "desk:queue": ORGANISATIONS,
    "desk:shared": (*DESK, *ORGANISATIONS),
    "desk:shared_view": HEAD,
    "desk:team": ORGANISATIONS,
    "desk:invite": (*HEAD, "other head"),
    "desk:crews": (*HEAD, "other head"),
    "desk:member": HEAD,
    "desk:crew": HEAD,
    "desk:templates": (*DESK, *ORGANISATIONS),
    "desk:template": HEAD,
    **dict.fromkeys(("desk:lend", "desk:own_number", "desk:open"), ORGANISATION),
    # --- the crew ------------------------------------------------------------------------------
    **dict.fromkeys(("desk:tasks", "desk:state", "desk:standing", "desk:theme"), CREWS),
    # --- one appeal ----------------------------------------------------------------------------
    **dict.fromkeys(("desk:appeal", "desk:move", "desk:note", "desk:follow", "desk:cause"), OWNERS),
    # --- connecting organisations ----------------------------------------------------------------
    # The archive is there when the city leaves: tests/console/test_closing.py.
    **dict.fromkeys(
        (
            f"launch:{page}"
            for page in (
                *("checklist", "mark", "look", "drop_emblem", "opening"),
                *("domain", "export", "support", "support_stand"),
            )
        ),
        ADMINISTRATOR,
    ),
    # What support has asked for, and its own door with a one-time secret: tests/accounts/test_support.py.
    **dict.fromkeys(
        ("launch:support_views", "launch:support_answer", "launch:domain_change"), EVERYBODY
    ),
    **dict.fromkeys((f"support:{door}" for door in ("enter", "finish", "over")), EVERYBODY),
    "launch:archive": EVERYBODY,
    # --- money ------------------------------------------------------------------------------------
    **dict.fromkeys(
        (
            f"paying:{page}"
            for page in ("home", "contract", "period", "leaving", "staying", "card_end")
        ),
        ADMINISTRATOR,
    ),
    # Papers, and pages of a card's rail: closed to everybody else in tests/paying/test_page.py.
    **dict.fromkeys(
        (
            *("paying:invoice", "paying:act", "paying:reconciliation"),
            *("paying:card", "paying:cabinet", "paying:card_period", "paying:waiting"),
        ),
        EVERYBODY,
    ),
    "connecting:list": (*SENIOR, "own head", "other head"),
    "connecting:organisation": (*SENIOR, *HEAD),
    "connecting:details": (*ADMINISTRATOR, *HEAD),
    **dict.fromkeys(
        (
            f"connecting:{act}"
            for act in (
                *("invite", "bulk", "sample", "again", "withdraw", "paper", "draft"),
                *("draft_preview", "send", "withdraw_agreement", "settings", "template"),
                *("trust", "distrust"),
            )
        ),
        ADMINISTRATOR,
    ),
    "connecting:agreement": (*SENIOR, *HEAD),
    **dict.fromkeys(("connecting:sign", "connecting:terminate"), (*ADMINISTRATOR, *HEAD)),
    # Files there are of documents made here: tests/onboarding tries them.
    **dict.fromkeys(("connecting:document", "connecting:signature"), EVERYBODY),
    **dict.fromkeys(
        (
            *(f"connecting:{act}" for act in ("begin_trial", "send_practice", "plan_practice")),
            *("connecting:purge_practice", "connecting:late", "connecting:sheet"),
        ),
        (*SENIOR, *HEAD),
    ),
    # Of an organisation that is in no trial: only an administrator passes the gate by.
    **dict.fromkeys(
        (f"connecting:{act}" for act in ("launch", "suspend", "resume", "end", "rules")),
        ADMINISTRATOR,
    ),
    **dict.fromkeys(
        (f"connecting:{page}" for page in ("check_phone", "report", "report_pdf", "report_xlsx")),
        SENIOR,
    ),
    # A secret of its own stands in the letter's address.
    "connecting:invitation": EVERYBODY,
    # --- the house book -----------------------------------------------------------------------
    **dict.fromkeys(
        (
            *("imports:houses", "imports:matrix", "imports:journal", "imports:sample"),
            *("imports:run", "imports:state", "imports:columns", "imports:accept"),
            *("imports:drop", "imports:again", "imports:book", "imports:street"),
            *("imports:house", "imports:add_line", "imports:end_line", "imports:point"),
            "imports:export",
        ),
        ADMINISTRATOR,
    ),
    # --- training: everybody of the staff learns; organisations' people have one course ----------
    **dict.fromkeys(("training:home",), STAFF),
    **dict.fromkeys(
        (
            *("training:course", "training:lesson", "training:again"),
            *("training:test", "training:question", "training:finish"),
        ),
        (*SENIOR, *ORGANISATIONS),
    ),
    "training:result": ("own dispatcher",),
    "training:certificate": ("own dispatcher", "own head", *SENIOR),
    "training:people": (*SENIOR, "own head", "other head"),
    "training:remind": (*SENIOR, "own head", "other head"),
    **dict.fromkeys(("training:rules", "training:withdraw"), ADMINISTRATOR),
    # --- settings -----------------------------------------------------------------------------
    **dict.fromkeys(
        (
            "desk:settings",
            *(
                f"desk:settings_{page}"
                for page in (
                    *("changes", "topics", "topic", "questions"),
                    *("rules", "rule_new", "rule", "rule_change"),
                    *("sites", "site_new", "site"),
                    *("causes", "cause_new", "cause", "policy", "calendar", "day_withdraw"),
                    *(
                        "districts",
                        "notices",
                        "notice_new",
                        "notice",
                        "notice_end",
                        "people",
                        "person",
                    ),
                )
            ),
        ),
        ADMINISTRATOR,
    ),
}


def certified(dispatcher, at) -> dict[str, object]:
    """The dispatcher's passed course, and what the addresses of training name of it."""
    attempt = Attempt.objects.create(
        user_id=dispatcher.user_id, course="organisation", version=1, seed="0", questions=[],
        started_at=at, finished_at=at, score=0,
    )  # fmt: skip
    certificate = Certificate.objects.create(
        year=2026, serial=1, code="0", attempt=attempt, user_id=dispatcher.user_id, name="Пётр",
        course="organisation", version=1, score=0, asked=0, issued_at=at,
    )  # fmt: skip
    return {
        "course": "organisation",
        "lesson": "way",
        "place": 1,
        "training:result pk": attempt.pk,
        "training:certificate pk": certificate.pk,
        "training:withdraw pk": certificate.pk,
    }


@dataclass(frozen=True)
class Own:
    """What the addresses of the table name; all of it is Горводоканал's."""

    day: date = date(2026, 12, 1)

    def things(self, vodokanal, crew, dispatcher) -> dict[str, object]:
        """One thing of each kind: by the word of the address, or by the route and the word."""
        at = FRIDAY_NOON
        house = make.house()
        appeal = make.appeal(house_id=house.pk, address="")
        actions.assign(appeal.pk, organisation=vodokanal, by=make.DISPATCHER, at=at)
        actions.accept(appeal.pk, by=dispatcher, at=at)
        actions.dispatch_crew(appeal.pk, crew=crew, by=dispatcher, at=at)
        rule = RoutingRule.objects.create(name="Правило", conditions={"services": ["gas"]})
        year = make.hours(24 * 365)
        notice = Notice.objects.create(text="Вода", starts_at=at, ends_at=at + year)
        incident = Incident.objects.create(
            serial=1,
            service="cold_water",
            category=appeal.category,
            title="Прорыв",
            organisation=vodokanal,
            started_at=at,
            opened_at=at,
            joined_at=at,
        )
        outage = Outage.objects.create(
            kind="planned",
            service="cold_water",
            reason="Промывка",
            organisation=vodokanal,
            starts_at=at,
            created_at=at,
            changed_at=at,
        )
        point = ProblemPoint.objects.create(
            place=house.pk, house=house, category=appeal.category, last_at=at, opened_at=at
        )
        link = ContractorLink.objects.create(
            appeal=appeal,
            organisation=vodokanal,
            contractor="ИП Петров",
            digest="0",
            made_at=at,
            expires_at=at + year,
        )
        complaint = Complaint.objects.create(appeal=appeal, reason="insult", key="0", at=at)
        held = Block.objects.create(
            kind="browser", digest="0", reason="spam", since=at, until=at + year
        )
        view = SharedView.objects.create(organisation=vodokanal, name="Утро", made_at=at)
        template = ReplyTemplate.objects.create(organisation=vodokanal, title="Сделано", text="Да")
        call = Call.objects.create(outside_id="1", caller="+79000000001", rang_at=at)
        handover = Handover.objects.create(
            given_by_id=1, given_by_name="Нина", given_at=at, given_to_id=2, given_to_name="Вера"
        )
        message = Message.objects.create(
            key="1", event="received", channel="email", recipient="0", to="a@example.org",
            subject="Принято", text="Принято", created_at=at, status="failed",
        )  # fmt: skip
        run = RegistryImport.objects.create(
            kind="houses", file_name="дома.csv", folder="imports/doors", size_bytes=1, sha256="0",
            described="CSV", made_at=at,
        )  # fmt: skip
        agreement = record_paper(
            vodokanal, number="1", since=date(2026, 1, 1), by=make.DISPATCHER, at=at
        )
        Agreement.objects.create(organisation=vodokanal, since=self.day, created_at=at)
        centre = TrustedCertificate.objects.create(
            name="Центр", pem="", fingerprint="0", not_after=at, added_at=at
        )
        return {
            **{
                f"imports:{step} pk": run.pk
                for step in ("run", "state", "columns", "accept", "drop", "again")
            },
            "imports:sample kind": "houses",
            "imports:export what": "houses",
            "imports:export form": "csv",
            "imports:end_line line_id": make.serving(house, vodokanal, "gas").pk,
            "street_id": house.street_id,
            **certified(dispatcher, at),
            "number": appeal.latin_number,
            "rule_id": rule.pk,
            "what": "up",
            "cause_id": Cause.objects.earliest("pk").pk,
            "notice_id": notice.pk,
            "user_id": dispatcher.user_id,
            "outage_id": outage.pk,
            "point_id": point.pk,
            "house_id": house.pk,
            "name": "ask",
            "code": "other",
            "day": self.day,
            "launch:mark code": "themes",
            "version": "0",
            "height": 104,
            "site_id": Site.objects.create(
                name="Водоканал", origins=["https://vodokanal.example"], created_at=at
            ).pk,
            **{
                f"desk:{route} number": str(incident)
                for route in (
                    *("incident", "tell_incident", "incident_houses", "hand_incident"),
                    *("close_incident", "dismiss_incident"),
                )
            },
            **{
                f"connecting:{page} pk": vodokanal.pk
                for page in (
                    *("organisation", "details", "again", "withdraw"),
                    *("paper", "draft", "draft_preview", "send"),
                    *("begin_trial", "send_practice", "plan_practice", "purge_practice"),
                    *("late", "sheet", "launch", "suspend", "resume", "end", "check_phone"),
                )
            },
            **{
                f"connecting:{page} pk": agreement.pk
                for page in ("agreement", "sign", "terminate", "withdraw_agreement")
            },
            "connecting:template kind": "main",
            "connecting:distrust pk": centre.pk,
            "connecting:sheet day": "2026-11-20",
            "desk:take pk": call.pk,
            "desk:handover pk": handover.pk,
            "desk:shared_view pk": view.pk,
            "desk:template pk": template.pk,
            "desk:member pk": Member.objects.get(user_id=dispatcher.user_id).pk,
            "desk:crew pk": crew.pk,
            "desk:lent pk": link.pk,
            "desk:leave_complaint pk": complaint.pk,
            "desk:lift_block pk": held.pk,
            "desk:message_again number": message.pk,
            **{f"desk:{act}_identity user_id": make.user().pk for act in ("confirm", "revoke")},
        }


OWN = Own()
