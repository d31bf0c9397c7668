"""The rules of the layout, kept by tests: imports point down, starting is light, docs name what exists."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "dispatch"
MODULES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {
    "av",
    "ctranslate2",
    "faster_whisper",
    "jinja2",
    "numpy",
    "onnxruntime",
    "pydub",
    "rich",
    "scipy",
    "soundfile",
    "trafilatura",
}

FLOORS = (
    {"errors"},
    {"values"},
    {"files", "interfaces", "memory", "odds", "wording", "workers"},
    {
        "audio",
        "sources",
        "transcribe",
        "turns",
        "claims",
        "align",
        "judge",
        "report",
        "redact",
        "formats",
        "archive",
        "score",
    },
    {"running", "settings", "store"},
    {"hearing"},
    {"calls", "examining"},
    {"pipeline"},
    {"batch"},
    {"verifying"},
    {"arguments"},
    {"api", "cli"},
)
"""From the ground up. A module imports from its own part and from floors below, never from above."""

STAGES = FLOORS[3]
ALLOWED_BESIDE = {("judge", "align"), ("values", "errors"), ("errors", "values")}
"""The judge is the reader of alignments: it alone looks into another stage."""


def part_of(module: str) -> str:
    """``dispatch.audio.decode`` is of the part ``audio``."""
    pieces = module.split(".")
    return pieces[1] if len(pieces) > 1 else ""


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(path: Path) -> Iterator[str]:
    """Modules of this package that a file imports anywhere, in functions and for types too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("dispatch."))
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "dispatch":
            if node.module == "dispatch":
                names = {module.relative_to(PACKAGE).parts[0].removesuffix(".py") for module in MODULES}
                yield from (f"dispatch.{alias.name}" for alias in node.names if alias.name in names)
            else:
                yield node.module


def floor_of(part: str) -> int:
    for number, parts in enumerate(FLOORS):
        if part in parts:
            return number
    raise AssertionError(f"dispatch/{part} stands on no floor: add it to FLOORS")


def inner_modules() -> list[Path]:
    """All but the package's own front, which may reach for anything when a verb is called."""
    return [path for path in MODULES if part_of(name_of(path)) not in ("", "__main__")]


@pytest.mark.parametrize("path", inner_modules(), ids=name_of)
def test_imports_point_down(path: Path) -> None:
    here = part_of(name_of(path))
    for module in imports_of(path):
        there = part_of(module)
        if there == here or (here, there) in ALLOWED_BESIDE:
            continue
        assert floor_of(there) <= floor_of(here), f"{name_of(path)} imports {module} from above"
        if here in STAGES:
            assert there not in STAGES, f"{name_of(path)} imports {module} of another stage"


def top_level_imports(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


LIGHT = (
    "values",
    "errors",
    "interfaces",
    "settings",
    "running",
    "store",
    "hearing",
    "calls",
    "examining",
    "pipeline",
    "batch",
    "cli",
    "verifying",
    "arguments",
    "api",
)


@pytest.mark.parametrize("path", [p for p in MODULES if part_of(name_of(p)) in LIGHT], ids=name_of)
def test_nothing_heavy_at_the_top_of_what_starts(path: Path) -> None:
    assert not HEAVY & set(top_level_imports(path))


def loaded_by(code: str) -> set[str]:
    """Top-level modules in memory after running code in a fresh interpreter."""
    script = f"{code}\nimport sys\nprint('\\n'.join(sorted({{m.split('.')[0] for m in sys.modules}})))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


@pytest.mark.parametrize(
    "code",
    [
        "import dispatch",
        "import dispatch.pipeline, dispatch.api, dispatch.cli.work",
        "from dispatch.cli.main import main; main(['--help'])",
        "from dispatch.cli.main import main; main(['--version'])",
        *(
            f"from dispatch.cli.main import main; main([{command!r}, '--help'])"
            for command in ("transcribe", "claims", "verify", "report", "check")
        ),
    ],
)
def test_starting_loads_nothing_heavy(code: str) -> None:
    assert not HEAVY & loaded_by(code)


def test_the_python_module_and_the_command_are_the_same() -> None:
    run = subprocess.run([sys.executable, "-m", "dispatch", "--version"], capture_output=True, text=True)
    assert (run.returncode, run.stdout.split()[0]) == (0, "dispatch")


def errors_raised() -> Iterator[tuple[str, ast.Call]]:
    """Each construction of an error of ours that is written out in the code."""
    from dispatch import errors

    kinds = {
        name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)
    }
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds:
                yield f"{name_of(path)}:{node.lineno}", node


def test_errors_say_what_why_and_what_to_do() -> None:
    checked = 0
    for where, call in errors_raised():
        words = [
            arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if any(isinstance(arg, ast.Starred) for arg in call.args):
            continue
        has_remedy = len(call.args) + len(call.keywords) == 3 or call.func.id == "SchemaError"
        assert has_remedy, f"{where}: what, why and what to do"
        for word in words:
            assert not word.endswith((".", "!")), f"{where}: {word!r} is a piece of a line, no sentence"
            assert "\n" not in word, f"{where}: an error is one line"
        checked += 1
    assert checked > 20


README = ROOT / "README.md"
COMMAND = re.compile(r"^(?:\$ )?(dispatch [a-z]+.*|\./scripts/\w+.*)$", re.MULTILINE)


def test_the_readme_names_commands_and_options_that_exist() -> None:
    from dispatch.cli.main import COMMANDS

    commands = {module.__name__.rsplit(".", 1)[1] for module in COMMANDS}
    blocks = "\n".join(re.findall(r"```(?:sh|bash|console)\n(.*?)```", README.read_text("utf-8"), re.DOTALL))
    found = [match[1].split() for match in COMMAND.finditer(blocks)]
    assert {words[1] for words in found if words[0] == "dispatch"} >= commands
    for words in found:
        if words[0] == "dispatch":
            assert words[1] in commands
            text = help_of(words[1])
            options = [word.split("=")[0] for word in words if word.startswith("--")]
            assert [option for option in options if option not in text] == []
        else:
            assert (ROOT / words[0]).stat().st_mode & 0o111, f"{words[0]} can't be run"


def help_of(command: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "dispatch", command, "--help"], capture_output=True, text=True
    )
    assert run.returncode == 0
    return run.stdout


def test_files_named_in_the_docs_exist() -> None:
    pages = [README, *(ROOT / "docs").glob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_dependency_has_its_reason() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    reasons = (ROOT / "docs" / "dependencies.md").read_text("utf-8").lower()
    wanted = [
        *project["dependencies"],
        *(one for some in project["optional-dependencies"].values() for one in some),
    ]
    for requirement in wanted:
        name = re.match(r"[A-Za-z0-9_.-]+", requirement)[0].lower()
        if name != project["name"]:
            assert f"`{name}`" in reasons, f"docs/dependencies.md gives no reason for {name}"
