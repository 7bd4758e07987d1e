"""`passerelles take`: one line a document, and what a wrong usage says."""

import pytest

from passerelles.command.arguments import run
from passerelles.library.models import Document
from tests import make

pytestmark = pytest.mark.django_db


def test_each_document_has_its_line(tmp_path, capsys, coordinator):
    (tmp_path / "a.txt").write_text("Lyon est jumelée avec Canton.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Lyon est jumelée avec Canton.", encoding="utf-8")
    (tmp_path / "c.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "d.exe").write_bytes(b"MZ")
    said = ["--as", coordinator.email.upper(), "--visibility", "public", "--genre", "minutes", "--licence", "CC BY 4.0"]
    status = run(["take", str(tmp_path), "--group", "chine", *said])
    told = capsys.readouterr()
    assert status == 1
    assert [line.split()[0] for line in told.out.splitlines()] == ["new", "recognised", "refused"]
    assert "d.exe" in told.err
    document = Document.objects.get()
    assert (document.brought_by, document.visibility, document.genre, document.licence) == (coordinator, "public", "minutes", "CC BY 4.0")


def test_a_pattern_is_expanded_and_a_missing_file_is_said(tmp_path, capsys):
    make.group()
    (tmp_path / "a.txt").write_text("Lyon.", encoding="utf-8")
    assert run(["take", str(tmp_path / "*.txt"), "--group", "chine"]) == 0
    assert run(["take", str(tmp_path / "none.txt"), "--group", "chine"]) == 1
    assert "refused" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["--group", "nowhere"], "there is no group nowhere (there is: chine)"),
        (["--group", "chine", "--as", "nobody@example.org"], "nobody has an account with the address nobody@example.org"),
    ],
)
def test_who_and_where_must_be_known(tmp_path, capsys, said, told):
    make.group()
    (tmp_path / "a.txt").write_text("Lyon.", encoding="utf-8")
    assert run(["take", str(tmp_path), *said]) == 2
    assert told in capsys.readouterr().err and not Document.objects.exists()


def test_who_is_not_of_the_group_is_refused(tmp_path, capsys, stranger):
    make.group()
    (tmp_path / "a.txt").write_text("Lyon.", encoding="utf-8")
    assert run(["take", str(tmp_path), "--group", "chine", "--as", stranger.email]) == 1
    assert capsys.readouterr().out.startswith("refused")


def test_a_name_cannot_write_to_the_terminal(tmp_path, capsys):
    make.group()
    (tmp_path / "a\nb\x1b[2J.txt").write_text("Lyon.", encoding="utf-8")
    run(["take", str(tmp_path), "--group", "chine"])
    assert capsys.readouterr().out.count("\n") == 1
