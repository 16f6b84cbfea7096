from appeals.workflow import GREEN, GREY, Status
from design import icons, statuses


def test_every_status_has_a_look_and_every_look_is_drawn():
    assert set(statuses.LOOKS) == {status.value for status in Status}
    for look in statuses.LOOKS.values():
        assert icons.source(look.shape)
        assert icons.source(look.dial)


def test_colours_agree_with_the_map():
    for status in Status:
        tone = statuses.for_residents(status).tone
        assert (tone == "done") == (status in GREEN)
        assert (tone == "none") == (status in GREY)


def test_open_appeal_under_control_says_so():
    shown = statuses.for_residents("accepted", level=2)
    assert shown.word == "Принято в работу, усиленный контроль"
    assert (shown.shape, shown.tone) == ("strict", "strict")


def test_a_finished_appeal_no_longer_speaks_of_control():
    assert statuses.for_residents("archived", level=2).tone == "done"


def test_an_unknown_status_is_unclear_and_never_a_code():
    assert statuses.for_residents("teleported").word == "Состояние уточняется"
    assert statuses.for_staff("teleported").word == "Состояние уточняется"
