"""Real runs of `passerelles read` on real files."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from passerelles.command.arguments import spoken
from passerelles.command.main import main

ROOT = Path(__file__).parents[3]
DEMO = ROOT / "demo" / "documents"
COMMAND = [sys.executable, "-m", "passerelles.command.main", "read"]
TWINNED = "Montpellier et Chengdu (Sichuan) sont jumelées depuis 1981.\n"
SLOW = TWINNED * 200_000  # more than ten megabytes: long enough to be interrupted


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(TWINNED, encoding="utf-8")
    (tmp_path / "b.md").write_text("# Rennes et Jinan\n\nRennes et Jinan sont jumelées depuis 2002.\n", encoding="utf-8")
    return tmp_path


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def started(*arguments, **given):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen([*COMMAND, *map(str, arguments)], stderr=subprocess.PIPE, text=True, env=environment, **given)


def until(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)


def test_a_directory_gives_one_line_a_document_in_order(folder):
    out = folder / "found.jsonl"
    assert main(["read", str(folder), "--format", "jsonl", "--out", str(out), "--jobs", "1"]) == 0
    first, second = lines(out)
    assert [Path(first["document"]).name, Path(second["document"]).name] == ["a.txt", "b.md"]
    assert {"Montpellier", "Chengdu"} <= {place["name"] for place in first["places"]}
    keys = "document language published title reader places organisations partnerships events figures wishes offices practices activities"
    assert list(first) == [*keys.split(), "decisions", "people", "doubts"]


def test_two_jobs_give_the_lines_of_one(tmp_path):
    outs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    statuses = [
        main(["read", str(DEMO), "--format", "jsonl", "--out", str(out), "--jobs", jobs]) for out, jobs in zip(outs, "12", strict=True)
    ]
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert statuses[0] == statuses[1]
    assert len(lines(outs[0])) == len(list(DEMO.iterdir()))


def test_the_demonstration_documents_can_all_be_read(tmp_path):
    out = tmp_path / "found.jsonl"
    assert main(["read", str(DEMO), "--format", "jsonl", "--out", str(out)]) == 0
    assert [line["document"] for line in lines(out) if "error" in line] == []


def test_every_quote_is_true_to_the_text_that_is_kept(tmp_path):
    out, texts = tmp_path / "found.jsonl", tmp_path / "texts"
    pdf = DEMO / "minutes-2024-03-groupe-chine.pdf"
    latin = DEMO / "deliberation-2003-saint-malo.txt"
    main(["read", str(pdf), str(latin), "--format", "jsonl", "--out", str(out), "--text", str(texts)])
    for line in lines(out):
        (kept,) = texts.rglob(f"{Path(line['document']).name}.txt")
        text = kept.read_bytes().decode("utf-8")
        assert line["places"]
        for place in line["places"]:
            assert text[place["start"] : place["end"]] == place["text"]


def test_a_text_whose_offsets_are_the_files_own_is_not_kept_twice(folder):
    main(["read", str(folder / "a.txt"), "--format", "jsonl", "--out", os.devnull, "--text", str(folder / "texts")])
    assert not (folder / "texts").exists()


def test_texts_stay_inside_their_directory(folder, monkeypatch):
    (folder / "inner").mkdir()
    (folder / "page.html").write_text("<p>Montpellier</p>", encoding="utf-8")
    monkeypatch.chdir(folder / "inner")
    main(["read", "../page.html", "--format", "jsonl", "--out", os.devnull, "--text", "texts"])
    assert [path.relative_to(folder) for path in folder.rglob("*.txt") if path.name != "a.txt"] == [Path("inner/texts/page.html.txt")]


def test_a_file_that_cannot_be_read_is_named_with_its_cause_and_the_others_are_read(folder, capsys):
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n\x00garbage")
    (folder / "empty.txt").write_bytes(b"")
    out = folder / "found.jsonl"
    assert main(["read", str(folder), "--format", "jsonl", "--out", str(out)]) == 1
    assert ["error" in line for line in lines(out)] == [False, False, True, True]
    assert set(lines(out)[2]) == {"document", "error"}
    said = capsys.readouterr().err
    assert "broken.pdf: could not be read: " in said
    assert "empty.txt: could not be read: the file is empty" in said
    assert "2 documents read, 2 could not be read" in said


def test_a_file_that_does_not_exist_is_an_error_like_another(folder, capsys):
    assert main(["read", str(folder / "a.txt"), str(folder / "missing.txt"), "--format", "jsonl"]) == 1
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 2
    assert "missing.txt: could not be read: there is no such file" in captured.err


def test_files_in_unknown_formats_are_passed_over_by_name(folder, capsys):
    (folder / "photo.xyz").write_bytes(b"\x00\x01")
    (folder / ".hidden.txt").write_text("Lyon", encoding="utf-8")
    assert main(["read", str(folder), "--format", "jsonl", "--out", os.devnull]) == 0
    said = capsys.readouterr().err
    assert "Passed over" in said and "photo.xyz" in said and ".hidden" not in said


def test_a_pattern_that_no_shell_has_expanded_is_expanded(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    assert main(["read", "*.txt", "--format", "jsonl"]) == 0
    assert [json.loads(line)["document"] for line in capsys.readouterr().out.splitlines()] == ["a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_a_name_cannot_write_lines_or_escapes_of_its_own(folder, capsys):
    (folder / "a.txt").rename(folder / "a\nb.md: 9 places\x1b[2J\u202e.txt")
    assert main(["read", str(folder), "--together", "--lang", "en"]) == 0
    captured = capsys.readouterr()
    assert "\nb.md: 9 places" not in captured.out + captured.err
    assert not {"\x1b", "\u202e"} & set(captured.out + captured.err)


def test_a_directory_without_documents_says_so(tmp_path, capsys):
    assert main(["read", str(tmp_path)]) == 1
    assert "nothing to read" in capsys.readouterr().err


def test_the_table_is_what_is_printed_without_being_asked(folder, capsys):
    assert main(["read", str(folder / "a.txt"), "--lang", "en"]) == 0
    captured = capsys.readouterr()
    assert "a.txt\n  2 places" in captured.out or "a.txt\n  3 places" in captured.out
    assert "1 document read" in captured.err
    assert "\x1b" not in captured.out + captured.err  # no bar and no colour where it is piped


def test_the_report_is_written_beside_and_named_when_complete(folder):
    out = folder / "report.html"
    assert main(["read", str(folder), "--format", "html", "--out", str(out), "--lang", "zh"]) == 0
    page = out.read_text(encoding="utf-8")
    assert '<html lang="zh">' in page and "jumelées depuis 1981" in page
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "b.md", "report.html"]
    assert main(["read", str(folder), "--format", "html", "--out", str(out)]) == 0  # the last report is no document
    assert out.read_text(encoding="utf-8").count("<article") == 2


def test_a_wrong_usage_ends_with_2(folder, capsys):
    for arguments in (["read"], ["read", "x", "--jobs", "0"], ["read", "x", "--out", str(folder / "no" / "where.jsonl")], []):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
    assert "there is no directory" in capsys.readouterr().err


@pytest.mark.parametrize("tongue, said", [("zh_CN.UTF-8", "zh"), ("en_GB", "en"), ("fr_FR.UTF-8", "fr"), ("C", "fr"), ("", "fr")])
def test_the_language_is_the_environments_else_french(monkeypatch, tongue, said):
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", tongue)
    assert spoken() == said


def test_ctrl_c_keeps_what_was_read(folder):
    (folder / "slow.txt").write_text(SLOW, encoding="utf-8")
    out = folder / "found.jsonl"
    run = started(folder / "a.txt", folder / "b.md", folder / "slow.txt", "--format", "jsonl", "--out", out, "--jobs", "1")
    until(lambda: out.exists() and out.read_bytes().count(b"\n") == 2)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert run.returncode == 130
    assert len(lines(out)) == 2
    assert "Interrupted: 2 of 3 documents" in said and "Traceback" not in said


@pytest.mark.parametrize("seconds", [0.3, 0.6, 1.0])
def test_ctrl_c_while_it_starts_is_quiet(folder, seconds):
    (folder / "slow.txt").write_text(SLOW, encoding="utf-8")
    run = started(folder / "slow.txt", "--jobs", "2", stdout=subprocess.DEVNULL, start_new_session=True)
    time.sleep(seconds)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to the children too
    _, said = run.communicate(timeout=30)
    assert "Traceback" not in said and "KeyboardInterrupt" not in said
    assert run.returncode in (130, -signal.SIGINT)  # which a shell reads as 130: it came before Python had begun to listen


def test_what_a_killed_run_left_is_deleted_by_the_next(folder):
    fcntl = pytest.importorskip("fcntl")
    out = folder / "report.html"
    left, living, other = (folder / name for name in (".report.html.1.part", ".report.html.2.part", ".other.html.1.part"))
    for path in (left, living, other):
        path.write_text("half", encoding="utf-8")
    with living.open("a", encoding="utf-8") as theirs:
        fcntl.flock(theirs, fcntl.LOCK_EX)
        assert main(["read", str(folder / "a.txt"), "--format", "html", "--out", str(out)]) == 0
    assert [path.exists() for path in (left, living, other, out)] == [False, True, True, True]


def test_a_name_in_an_error_cannot_command_the_terminal(folder, capsys):
    with pytest.raises(SystemExit):
        main(["read", str(folder / "a.txt"), "--out", "no\x1b[2J\nwhere/x.html"])
    with pytest.raises(SystemExit):
        main(["read", "a.txt", "--\x1b]0;title\x07"])
    said = capsys.readouterr().err
    assert "\x1b" not in said and "\x07" not in said and "no\ufffd[2J\ufffdwhere" in said


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_a_report_of_what_was_read(folder, sign):
    (folder / "slow.txt").write_text(SLOW, encoding="utf-8")
    out = folder / "report.html"
    run = started(folder / "a.txt", folder / "slow.txt", "--format", "html", "--out", out, "--jobs", "1", "--lang", "en")
    until(lambda: run.stderr.readline().startswith(str(folder / "a.txt")))
    run.send_signal(sign)
    run.communicate(timeout=30)
    assert run.returncode == 130
    page = out.read_text(encoding="utf-8")
    assert page.count("<article") == 1 and "Reading was interrupted" in page and page.endswith("</html>\n")


def test_data_of_its_own_that_cannot_be_loaded_is_told_once(folder, monkeypatch, capsys):
    monkeypatch.setattr("passerelles.command.read.prepare", _fails)
    assert main(["read", str(folder)]) == 1
    said = capsys.readouterr().err
    assert said == "passerelles: its own data cannot be loaded (EOFError: cut short): install it again\n"


def _fails():
    raise EOFError("cut short")


def test_two_runs_do_not_write_one_file(folder):
    fcntl = pytest.importorskip("fcntl")
    out = folder / "found.jsonl"
    with out.open("w", encoding="utf-8") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        other.write("theirs\n")
        other.flush()
        run = started(folder / "a.txt", "--format", "jsonl", "--out", out)
        _, said = run.communicate(timeout=60)
    assert run.returncode == 1
    assert "found.jsonl: another run is writing this file" in said
    assert out.read_text(encoding="utf-8") == "theirs\n"


def test_a_full_disk_leaves_whole_lines(folder):
    resource = pytest.importorskip("resource")
    out = folder / "found.jsonl"
    texts = [folder / f"{number}.txt" for number in range(9)]
    for path in texts:
        path.write_text(TWINNED, encoding="utf-8")
    most = 3000  # bytes that a file may have: between one line and nine
    run = started(*texts, "--format", "jsonl", "--out", out, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    _, said = run.communicate(timeout=60)
    assert run.returncode == 1 and "Traceback" not in said
    assert 0 < len(lines(out)) < 9


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the child through /proc")
def test_a_child_that_is_killed_costs_only_its_document(folder):
    (folder / "slow.txt").write_text(SLOW, encoding="utf-8")
    out = folder / "found.jsonl"
    run = started(folder / "a.txt", folder / "slow.txt", folder / "b.md", "--format", "jsonl", "--out", out, "--jobs", "1")
    until(lambda: out.exists() and out.read_bytes().count(b"\n") == 1)
    os.kill(_reading_child(run.pid), signal.SIGKILL)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 1
    assert ["error" in line for line in lines(out)] == [False, True, False]
    assert "slow.txt: could not be read: the process reading it died (SIGKILL)" in said


def _reading_child(parent):
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    (child,) = [child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    return int(child)


def test_a_reader_of_our_output_that_leaves_early_is_no_error(folder):
    many = [folder / "a.txt", folder / "b.md"]
    run = started(*many, "--format", "jsonl", stdout=subprocess.PIPE)
    run.stdout.close()
    said = run.stderr.read()
    run.stderr.close()
    assert run.wait(timeout=30) == 141
    assert "Traceback" not in said and "BrokenPipe" not in said


RIVALS = [DEMO / "fiche-saint-etienne-xuzhou.txt", DEMO / "xuzhou-sheng-aidian.html"]


def test_documents_read_together_are_compared_and_the_lines_stay_one_a_document(tmp_path, capsys):
    out = tmp_path / "found.jsonl"
    assert main(["read", *map(str, RIVALS), "--format", "jsonl", "--out", str(out), "--together", "--lang", "en"]) == 0
    assert len(lines(out)) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "Where documents disagree (1)" in said
    assert "1984" in said and "1986" in said


def test_a_report_of_documents_read_together_begins_with_what_they_disagree_on_in_every_language(tmp_path):
    out = tmp_path / "report.html"
    main(["read", *map(str, RIVALS), "--format", "html", "--out", str(out), "--together", "--lang", "fr"])
    page = out.read_text(encoding="utf-8")
    first = page[page.index('id="disagreements"') : page.index('id="partnerships"')]
    assert 'lang="fr">' in first and 'lang="zh" hidden>' in first and 'lang="en" hidden>' in first
    assert 'href="#d1-m' in first and 'href="#d2-m' in first  # each leads to its words


def test_documents_that_agree_are_said_to(folder, capsys):
    assert main(["read", str(folder), "--together", "--lang", "en"]) == 0
    assert "The documents do not contradict each other." in capsys.readouterr().out


def test_the_table_speaks_the_language_asked_for(folder, capsys):
    assert main(["read", str(folder), "--together", "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert "伙伴关系" in out and "友好城市" in out and "各文件之间没有矛盾" in out
