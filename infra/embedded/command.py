"""`infra/up.py`: start, stop, status, one management command, or start and stay."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from . import report
from .data_folder import DataFolder
from .foreground import attend, mute_broken_pipe
from .progress import say
from .sentences import Refusal, about_os_error
from .stack import Stack

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_PORT = 8000


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked; 0 when it is done, 1 with one sentence when it cannot be."""
    speak_utf8()
    options = _parse(arguments)
    signal.signal(signal.SIGTERM, interrupt)
    actions: dict[str | None, Callable[[argparse.Namespace, Stack], int]] = {
        None: stay,
        "start": start,
        "stop": stop,
        "status": status,
        "manage": manage,
    }
    stack = Stack(ROOT, DataFolder(options.data.expanduser().resolve()))
    return told(lambda: actions[options.verb](options, stack))


def told(work: Callable[[], int]) -> int:
    """Run it; what stands in its way becomes a sentence, never a traceback."""
    try:
        return work()
    except Refusal as refusal:
        say(str(refusal))
        return 1
    except BrokenPipeError:
        mute_broken_pipe()
        return 1
    except OSError as error:
        say(about_os_error(error))
        return 1
    except KeyboardInterrupt:
        say("\nПрервано.")
        return 130


def start(options: argparse.Namespace, stack: Stack) -> int:
    """Leave it running in the background; nothing is done twice when it already runs."""
    bring_up(options, stack)
    show(options, stack.status())
    return 0


def stay(options: argparse.Namespace, stack: Stack) -> int:
    """Start and follow the log until Ctrl-C; a copy that already runs is only watched."""
    ours = bring_up(options, stack)
    show(options, stack.status())
    ending = "остановить" if ours else "закончить просмотр (Отклик продолжит работать)"
    say(f"\nCtrl-C – {ending}. Журналы: {stack.data.logs}\n")
    try:
        attend(stack, mend=ours)
    except KeyboardInterrupt:
        say("")
    finally:
        if ours:
            end(stack)
    return 0


def stop(options: argparse.Namespace, stack: Stack) -> int:
    """End everything that was started here and nothing else; the data stays."""
    if not stack.data.exists():
        say("Отклик не запущен.")
        return 0
    stack.data.require_own()
    end(stack)
    return 0


def status(options: argparse.Namespace, stack: Stack) -> int:
    """Tell how it is; the answer's code says whether it is healthy."""
    if stack.data.exists():
        stack.data.require_own()
        now = stack.status()
    else:
        now = report.Status(healthy=False, addresses={}, processes={})
    show(options, now)
    return 0 if now.healthy else 1


def manage(options: argparse.Namespace, stack: Stack) -> int:
    """One management command (`import_houses`, `verify_journal` …) of the running copy."""
    if not stack.data.exists():
        raise Refusal("Отклик не запущен: сначала python3 infra/up.py start.")
    stack.data.require_own()
    return stack.manage(options.rest)


def bring_up(options: argparse.Namespace, stack: Stack) -> bool:
    """Start unless it already runs well; True when this call started it."""
    data = stack.data
    created = data.create()
    try:
        with data.locked():
            running_at = stack.port()
            if running_at is not None and not options.fresh and stack.status().healthy:
                if options.port not in (None, running_at):
                    raise Refusal(
                        f"Отклик уже работает на порту {running_at}: сначала остановите его "
                        "командой infra/up.py stop."
                    )
                say("Отклик уже запущен.")
                return False
            port = options.port or running_at or DEFAULT_PORT
            stack.start(port, demo=not options.no_demo, fresh=options.fresh)
            return True
    except BaseException:
        if created and not (data.path / "postgres").exists():
            data.remove()
        raise


def end(stack: Stack) -> None:
    """Stop under the folder's lock, and say so."""
    with stack.data.locked():
        alive = stack.stop()
    say("Отклик остановлен, данные сохранены." if alive else "Отклик не запущен.")


def show(options: argparse.Namespace, now: report.Status) -> None:
    """The result on the standard output, for a person or for a script."""
    if options.json:
        print(json.dumps(now.as_json(), ensure_ascii=False, indent=2), flush=True)
    else:
        print("\n" + now.as_text(), flush=True)


def speak_utf8() -> None:
    """Russian sentences reach any terminal, whatever its locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError):
                stream.reconfigure(encoding="utf-8", errors="replace")


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    given = list(sys.argv[1:] if arguments is None else arguments)
    # What follows `manage` belongs to the management command, its options too.
    split = given.index("manage") + 1 if "manage" in given else len(given)
    options = _parser().parse_args(given[:split])
    options.rest = given[split:]
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="infra/up.py",
        description="Отклик одной командой: окружение, база данных, очередь, сайты, "
        "демонстрационные города.",
        epilog="Без команды – запустить и показывать журнал до Ctrl-C. Если заданы DATABASE_URL и "
        "OWNER_DATABASE_URL или BROKER_URL, CACHE_URL, LIMITS_URL, используются эти серверы.",
    )
    parser.add_argument(
        "verb",
        nargs="?",
        choices=["start", "stop", "status", "manage"],
        help="запустить в фоне, остановить, рассказать о состоянии, выполнить служебную команду "
        "(manage import_houses …; без имени — список команд)",
    )
    parser.add_argument("--port", type=int, help=f"порт сайтов ({DEFAULT_PORT})")
    parser.add_argument(
        "--data", type=Path, default=ROOT / "var", help="папка данных (var в корне проекта)"
    )
    parser.add_argument("--no-demo", action="store_true", help="без демонстрационных городов")
    parser.add_argument("--fresh", action="store_true", help="стереть прежние данные и начать")
    parser.add_argument("--json", action="store_true", help="ответ для программы")
    return parser


def interrupt(*_: object) -> None:
    """Treat a polite request to end like Ctrl-C, so that everything is put away."""
    raise KeyboardInterrupt
