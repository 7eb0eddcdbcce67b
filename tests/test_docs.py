"""What the documents tell people to type works, and they name no command that does not exist."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
# Lines a reader types before the project is there; they cannot run inside its own tests.
NOT_RUN = {"git", "cd"}


class Block(NamedTuple):
    document: str
    line: int
    language: str
    text: str


def blocks(text: str, document: str = "") -> Iterator[Block]:
    for match in FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Block(document, line, match[1], match[2])


def commands(block: Block) -> list[list[str]]:
    """The commands of a shell block; continued lines joined, comments dropped."""
    lines = block.text.replace("\\\n", " ").splitlines()
    split = (shlex.split(line.removeprefix("$ "), comments=True) for line in lines)
    return [words for words in split if words]


def inline_commands(text: str) -> Iterator[list[str]]:
    """`make …` and `punctum …` written inside a sentence."""
    for match in re.finditer(r"`((?:make|punctum) [a-z][^`\n]*)`", FENCE.sub("", text)):
        yield match[1].split()


BLOCKS = [block for path in DOCUMENTS for block in blocks(path.read_text("utf-8"), path.name)]
SHELL = [block for block in BLOCKS if block.language in {"sh", "bash", "shell", "console"}]
PYTHON = [block for block in BLOCKS if block.language == "python"]
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def name(block: Block) -> str:
    return f"{block.document}:{block.line}"


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """An empty folder with the examples in it, as after a clone."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    # Inside `make test` these would hand the outer run's flags and variables on.
    clean = {key: value for key, value in os.environ.items() if not key.startswith("MAKE") and key != "MFLAGS"}
    return subprocess.run(words, cwd=folder, env=clean, capture_output=True, text=True, timeout=270, check=False)


def punctum(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-c", "from punctum.cli import main; main()", *arguments], folder)


def manage(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """A command of the clinic, in an empty clinic of its own."""
    environment = {**os.environ, "PUNCTUM_MODE": "test", "PUNCTUM_DATA": str(folder / "clinic")}
    environment.pop("DATABASE_URL", None)
    steps = [["migrate", "--verbosity", "0"], arguments]
    done = [
        subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *words],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=270,
            check=False,
        )
        for words in steps
    ]
    return done[-1]


def make_problem(words: list[str]) -> str:
    """What is wrong with a make command: no such target, or a recipe that make cannot read."""
    targets = [word for word in words[1:] if "=" not in word and not word.startswith("-")]
    unknown = [target for target in targets if target not in TARGETS]
    if unknown:
        return f"the Makefile has no target {unknown[0]}"
    done = run(["make", "-n", *words[1:]], ROOT)
    return done.stderr if done.returncode else ""


@pytest.mark.parametrize("block", SHELL, ids=name)
def test_shell_block_runs(block: Block, workplace: Path) -> None:
    for words in commands(block):
        program = Path(words[0]).name
        if program == "make":
            assert make_problem(words) == ""
        elif program == "punctum":
            done = punctum(words[1:], workplace)
            assert done.returncode == 0, f"{shlex.join(words)}\n{done.stdout}{done.stderr}"
        elif words[:2] == ["python", "manage.py"]:
            done = manage(words[2:], workplace)
            assert done.returncode == 0, f"{shlex.join(words)}\n{done.stdout}{done.stderr}"
        else:
            assert program in NOT_RUN, f"{block.document} line {block.line}: no test knows how to run {program}"


@pytest.mark.parametrize("block", PYTHON, ids=name)
def test_python_block_runs(block: Block, workplace: Path) -> None:
    done = run([sys.executable, "-W", "error", "-c", block.text], workplace)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_sentences_name_only_commands_that_exist(path: Path, tmp_path: Path) -> None:
    known: dict[str, bool] = {}
    for words in inline_commands(path.read_text("utf-8")):
        if words[0] == "make":
            assert make_problem(words) == ""
            continue
        plain = " ".join(words[1 : 1 + sum(word.isalpha() and word.islower() for word in words[1:3])])
        if plain not in known:
            known[plain] = punctum([*plain.split(), "--help"], tmp_path).returncode == 0
        assert known[plain], f"{path.name} names `{' '.join(words)}`, which does not exist"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_inside_the_project_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", FENCE.sub("", path.read_text("utf-8")))
    missing = [target for target in targets if "://" not in target and not (path.parent / target).exists()]
    assert missing == []


def test_the_readme_has_commands_and_python() -> None:
    assert {block.language for block in BLOCKS if block.document == "README.md"} >= {"sh", "python"}


def test_a_wrong_command_is_noticed(tmp_path: Path) -> None:
    block = next(blocks("```sh\npunctum plann \\\n  x.yaml # no\n```\n"))
    assert commands(block) == [["punctum", "plann", "x.yaml"]]
    assert punctum(["plann", "--help"], tmp_path).returncode != 0
    assert "no target plann" in make_problem(["make", "plann"])
    assert list(inline_commands("See `make plan` and `other`.")) == [["make", "plan"]]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_files_named_in_documents_exist(path: Path) -> None:
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]*|\w+\.py)`", FENCE.sub("", path.read_text("utf-8")))
    missing = [
        name
        for name in named
        if not any((base / name).exists() for base in (ROOT, ROOT / "src" / "punctum", ROOT / "src" / "punctum_clinic"))
    ]
    assert [name for name in missing if not name.startswith(("build/", ".venv"))] == []
