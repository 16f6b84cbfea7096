"""What a person and a script are told about a running copy."""

from infra.embedded import report
from infra.embedded.report import State, Status

LOGINS = [
    {
        "city": "Пенза",
        "host": "penza.localhost:8000",
        "role": "dispatcher",
        "name": "Нина Котова",
        "login": "nina@penza.example",
        "password": "слово",
    },
    {"city": None, "host": "console.localhost", "role": "operator", "login": "office@example"},
]


def running(healthy: bool = True, **states: str) -> Status:
    processes = {
        name: State(state, 7 if state == "running" else None) for name, state in states.items()
    }
    addresses = report.addresses(LOGINS, domain="localhost", port=8000)
    return Status(healthy, addresses, processes, LOGINS)


def test_every_site_has_an_address():
    assert report.addresses(LOGINS, domain="localhost", port=8100) == {
        "platform": "http://localhost:8100/",
        "console": "http://console.localhost:8100/",
        "penza": "http://penza.localhost:8100/",
    }


def test_the_usual_port_is_not_written():
    assert report.addresses([], domain="localhost", port=80)["platform"] == "http://localhost/"


def test_columns_are_as_wide_as_their_widest_cell():
    assert report.table(["Город", "Роль"], [["Севастополь", "житель"], ["Пенза", "-"]]) == (
        "Город        Роль\n───────────  ──────\nСевастополь  житель\nПенза        -"
    )


def test_a_person_reads_addresses_and_logins_in_russian():
    text = running(web="running").as_text()

    assert "Отклик работает." in text
    assert "http://penza.localhost:8000/    Пенза" in text
    assert "Пенза  диспетчер" in text
    assert "оператор платформы" in text


def test_a_person_learns_where_letters_are_while_they_are_caught():
    addresses = report.addresses(LOGINS, domain="localhost", port=8000)
    caught = Status(True, addresses, {}, LOGINS, catches=True)

    assert "http://penza.localhost:8000/desk/mail/" in caught.as_text()
    assert "desk/mail" not in running(web="running").as_text()


def test_a_person_sees_which_process_fell():
    text = running(healthy=False, web="running", worker="crashed").as_text()

    assert "работает не полностью" in text
    assert "фоновые задания" in text
    assert "упал" in text


def test_a_script_reads_states_addresses_and_logins():
    answer = running(web="running", relay="stopped").as_json()

    assert answer["healthy"] is True
    assert answer["processes"] == {
        "web": {"state": "running", "pid": 7},
        "relay": {"state": "stopped", "pid": None},
    }
    assert answer["addresses"]["console"] == "http://console.localhost:8000/"
    assert answer["logins"] == LOGINS


def test_what_never_ran_is_told_with_the_command_that_starts_it():
    assert "infra/up.py start" in Status(False, {}, {}).as_text()
