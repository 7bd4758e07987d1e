"""The shape of the house, as tests: who may import whom, how long things may get, what a tracked file may not say."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import get_resolver

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "passerelles"
FEATURES = ("requests", "editions", "bulletin", "glossary", "pages")  # side by side on one floor; what two of them need lives below
FLOORS = (
    "reading",
    "common",
    "places",
    "people",
    "library",
    "register",
    "agenda",
    "ledger",
    "meetings",
    FEATURES,
    "visits",
    "portal",
    "command",
)
ABOVE_ALL = ("settings", "urls")  # they name every app, and no app imports them


def sources(folder=PACKAGE):
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def is_test(path):
    return "tests" in path.parts or path.name.startswith(("test_", "conftest"))


def floor(app):
    return next(number for number, on_it in enumerate(FLOORS) if app == on_it or (app in on_it and isinstance(on_it, tuple)))


def app_of(module):
    parts = module.split(".")
    return parts[1] if parts[0] == "passerelles" and len(parts) > 1 else None


def modules_imported(path):
    """The modules a file imports, wherever the import stands; relative ones resolved."""
    package = [*path.relative_to(ROOT).with_suffix("").parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level] if node.level else []
            module = ".".join([*base, *filter(None, [node.module])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names if module == "passerelles")


def imports_between_apps():
    for path in sources():
        parts = path.relative_to(PACKAGE).parts
        if len(parts) == 1:
            continue  # settings.py, urls.py
        for module in modules_imported(path):
            imported = app_of(module)
            if imported and imported != parts[0]:
                yield parts[0], imported, path.relative_to(ROOT)


def test_imports_go_down_only():
    for importer, imported, path in imports_between_apps():
        assert imported not in ABOVE_ALL, f"{path} must not import {imported}"
        assert floor(imported) < floor(importer), f"{path}: {importer} must not import {imported}"


def test_every_app_has_its_floor():
    apps = {path.name for path in PACKAGE.iterdir() if path.is_dir() and list(path.glob("*.py"))}
    for app in apps:
        floor(app)


def test_the_check_sees_every_way_of_importing(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    path = tmp_path / "passerelles" / "reading" / "places" / "latin.py"
    path.parent.mkdir(parents=True)
    path.write_text(
        "import passerelles.command.main\nfrom passerelles import register\nfrom ...common import limits\nfrom . import chinese\n"
        "def late():\n    from passerelles.portal.views import home\n"
    )
    assert {app_of(module) for module in modules_imported(path)} - {None} == {"command", "register", "common", "reading", "portal"}


def test_the_reading_library_loads_no_django():
    program = (
        "import importlib, pkgutil, sys, passerelles.reading as library\n"
        "names = [m.name for m in pkgutil.walk_packages(library.__path__, 'passerelles.reading.') if '.tests' not in m.name]\n"
        "for name in names: importlib.import_module(name)\n"
        "print(len(names), sorted(name for name in sys.modules if name.partition('.')[0] in ('django', 'sqlite3')))"
    )
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    count, _, loaded = told.strip().partition(" ")
    assert int(count) > 10 and loaded == "[]"


@pytest.mark.parametrize("path", [*sources(), *sources(ROOT / "tests")], ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_short(path):
    assert path.read_text(encoding="utf-8").count("\n") <= 400, (
        "a file of more than 400 lines becomes a package; tests are split by subject"
    )


@pytest.mark.parametrize("path", [path for path in sources() if not is_test(path)], ids=lambda path: str(path.relative_to(PACKAGE)))
def test_functions_stay_short(path):
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = node.end_lineno - node.lineno + 1
            assert length <= 50, f"{node.name} has {length} lines"


def functions(path):
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)]


def views():
    """The functions that addresses lead to, as (module, name)."""

    def callbacks(resolver):
        for each in resolver.url_patterns:
            if hasattr(each, "url_patterns"):
                yield from callbacks(each)
            else:
                yield each.callback

    return {(callback.__module__, callback.__name__) for callback in callbacks(get_resolver())}


VIEWS = [
    path for path in sources() if not is_test(path) and any(part.startswith(("views", "desk")) for part in path.relative_to(PACKAGE).parts)
]
PLAIN = [path for path in sources() if not is_test(path)]
WRITES = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create"}


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_view_finds_asks_renders(path):
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for view in functions(path):
        lines = view.end_lineno - view.body[0].lineno + 1
        assert lines <= 12 or (module, view.name) not in views(), f"{view.name} has {lines} lines: what it decides is an action's"


def writes(path):
    """Calls that write through the ORM: Model.objects…create(…), row.save(), queryset.update(…)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            on = ast.unparse(node.func.value)
            if ".objects" in on or node.func.attr == "save":
                yield f"{node.lineno}: {on}.{node.func.attr}"


@pytest.mark.parametrize(
    "path",
    [path for path in PLAIN if {"forms", "queries"} & {*path.parts, path.stem} or path in VIEWS],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_views_forms_and_queries_write_nothing(path):
    assert list(writes(path)) == []


def test_nothing_writes_behind_a_callers_back():
    """No signal, no save() of its own: what a decision does stands in its action."""
    for path in PLAIN:
        text = path.read_text(encoding="utf-8")
        assert "django.dispatch" not in text and "db.models.signals" not in text, path
        assert "save" not in [function.name for function in functions(path)], path


TEMPLATES = sorted(path for path in PACKAGE.rglob("templates/**/*.html") if "command" not in path.parts)  # the report is one file to send
ELSEWHERE = re.compile(r"(?:src|href|action)=[\"']?(?:https?:)?//")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/)|\son\w+=[\"']|javascript:")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_page_asks_nobody_else_and_runs_no_inline_script(path):
    text = path.read_text(encoding="utf-8")
    assert not ELSEWHERE.search(text) and not INLINE.search(text)


# A lock file or a document that names a registry or a machine's folder works on one machine only.
FORBIDDEN = re.compile(
    r"pypi\.(?:org|python)|files\.pythonhosted|npmjs|registry\.|https?://[^\s\"']*/simple\b|(?<![\w.~$-])/(?:work|root|home|tmp)/[\w.]"
)
THIS = "tests/test_architecture.py"


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    return [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_tracked_file_names_a_registry_or_a_folder_of_one_machine():
    found = []
    for name in tracked():
        data = (ROOT / name).read_bytes()
        if name == THIS or b"\0" in data[:8000]:
            continue
        found += [f"{name}: {hit[0]}" for hit in FORBIDDEN.finditer(data.decode("utf-8", "replace"))]
    assert found == []


@pytest.mark.parametrize(
    "words", ["https://pypi.org/simple", "registry.npmjs.org", "cd /work/main", "'/root/.cache'", "(/home/anna)", "open('/tmp/x')"]
)
def test_the_check_of_addresses_sees(words):
    assert FORBIDDEN.search(words)


@pytest.mark.parametrize(
    "words", ["../shared/seeds", "docs/work/plan", "the registry of partnerships", "a/tmp/b", "https://example.org/home/"]
)
def test_the_check_of_addresses_lets_pass(words):
    assert not FORBIDDEN.search(words)
