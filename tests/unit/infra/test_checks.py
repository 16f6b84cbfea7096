"""The check's own parts: pytest's closing lines, the browser, and old Pythons."""

import ast
import os
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest

from infra.checks import bench, chromium
from infra.checks.testing import Result, Run, quick_tests, read_closing

INFRA = Path(__file__).resolve().parents[3] / "infra"


@pytest.mark.parametrize(
    ("line", "counts", "seconds"),
    [
        ("===== 3 passed in 0.12s =====", {"passed": 3}, 0.12),
        (
            "\x1b[31m= 1 failed, 2 passed, 2 errors, 1 warning in 61.30s (0:01:01) =\x1b[0m",
            {"failed": 1, "passed": 2, "error": 2, "warning": 1},
            61.3,
        ),
    ],
)
def test_the_closing_line_of_a_run_is_read(line, counts, seconds):
    assert read_closing(line) == (Counter(counts), seconds)


@pytest.mark.parametrize("line", ["===== FAILURES =====", "tests/unit/a.py ... [ 50%]", ""])
def test_other_lines_are_not_closing_lines(line):
    assert read_closing(line) is None


def test_two_runs_close_with_one_line():
    both = Result(0, Counter(passed=3), 1.5) + Result(1, Counter(passed=1, error=2), 2.0)

    assert both.code == 1
    assert both.closing_line().strip("=") == " 2 errors, 4 passed in 2.00s "
    assert read_closing(both.closing_line()) == (both.counts, both.seconds)


def test_runs_side_by_side_are_told_one_after_the_other(tmp_path, capfd):
    (tmp_path / "test_it.py").write_text("def test_one(): ...\ndef test_two(): assert False\n")

    def started(name: str) -> Run:
        plain = [
            "-p",
            "no:cacheprovider",
            "-p",
            "no:django",
            "-k",
            name,
            str(tmp_path / "test_it.py"),
        ]
        alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        return Run(Path(sys.executable), tmp_path, alone, plain, tmp_path / name)

    with started("one") as one, started("two") as two:
        results = [one.told(), two.told()]

    assert [(result.code, result.counts) for result in results] == [
        (0, Counter(passed=1)),
        (1, Counter(failed=1)),
    ]
    told = capfd.readouterr().out
    assert told.index("1 passed") < told.index("1 failed")


def test_a_run_does_not_outlive_the_check(tmp_path):
    (tmp_path / "test_it.py").write_text("import signal\ndef test_it(): signal.pause()\n")
    plain = ["-p", "no:cacheprovider", "-p", "no:django", str(tmp_path / "test_it.py")]
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}

    with Run(Path(sys.executable), tmp_path, alone, plain, tmp_path / "report") as run:
        pass

    assert run.process.returncode == -signal.SIGTERM


def test_a_run_gives_way_to_those_beside_it(tmp_path):
    later = min(os.nice(0) + 5, 19)
    (tmp_path / "test_it.py").write_text(
        f"import os\ndef test_it(): assert os.nice(0) == {later}\n"
    )
    plain = ["-p", "no:cacheprovider", "-p", "no:django", str(tmp_path / "test_it.py")]
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}

    with Run(
        Path(sys.executable), tmp_path, alone, plain, tmp_path / "report", gives_way=True
    ) as run:
        assert run.told().counts == Counter(passed=1)


def test_shares_are_all_the_quick_tests_each_once(tmp_path):
    for name in ("a/test_1.py", "a/test_2.py", "b/test_3.py", "journeys/test_4.py", "make.py"):
        (tmp_path / "tests" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "tests" / name).touch()

    assert quick_tests(tmp_path, 2) == [
        ["tests/a/test_1.py", "tests/b/test_3.py"],
        ["tests/a/test_2.py"],
    ]
    assert quick_tests(tmp_path, 1) == [
        ["tests/a/test_1.py", "tests/a/test_2.py", "tests/b/test_3.py"]
    ]


def test_a_named_browser_goes_before_all_others(tmp_path):
    browser = tmp_path / "chrome"
    browser.touch(0o755)

    assert chromium.find({"CHROMIUM": str(browser)}) == str(browser)
    assert chromium.find({"CHROMIUM": str(tmp_path / "gone")}) is None


def test_a_browser_that_playwright_fetched_is_found(tmp_path):
    browser = tmp_path / ".cache/ms-playwright/chromium-1187/chrome-linux/chrome"
    browser.parent.mkdir(parents=True)
    browser.touch(0o755)

    assert chromium.find({"PATH": "/nowhere"}, home=tmp_path) == str(browser)


@pytest.mark.parametrize("script", ["up.py", "check.py", "bench.py"])
def test_an_old_python_can_read_the_entry_far_enough_to_refuse(script):
    tree = ast.parse((INFRA / script).read_text(encoding="utf-8"), feature_version=(3, 4))

    assert not [node for node in ast.walk(tree) if isinstance(node, (ast.JoinedStr, ast.AnnAssign))]


def test_a_bench_is_a_module_with_a_main(tmp_path):
    (tmp_path / "filing.py").write_text('"""How many."""\ndef main(): ...\n')
    (tmp_path / "load.py").write_text('"""Helps."""\n')

    assert bench.benches(tmp_path) == {"filing": "How many."}
