"""`punctum claims` as people and programs meet it, and the page made from it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from punctum.cli import app, main
from punctum.evidence.claims import CLAIMS, VERDICTS, Claim
from punctum.report.claims_page import claims_page
from punctum.report.claims_text import claim_text
from punctum.report.claims_words import SIGNS, WORDS

ROOT = Path(__file__).parents[1]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["claims", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_list_counts_and_names_every_claim() -> None:
    lines = run().splitlines()
    for verdict in VERDICTS:
        many = sum(claim.verdict == verdict for claim in CLAIMS.rows)
        assert sum(f" {SIGNS[verdict]} {WORDS[verdict]} " in line and line.startswith("SC") for line in lines) == many
    total = next(line for line in lines if line.startswith("all "))
    assert [int(number) for number in re.findall(r"\d+", total)] == [40, 59, 32, 2, 133]
    assert [line for line in lines if len(line) > 170] == []


@pytest.mark.parametrize("claim", CLAIMS.rows, ids=lambda claim: claim.id)
def test_one_claim_is_shown_whole(claim: Claim) -> None:
    flat = " ".join(claim_text(claim).split())
    for part in (claim.id, claim.claim, WORDS[claim.verdict], SIGNS[claim.verdict], claim.note, claim.disagreement):
        assert " ".join(part.split()) in flat
    assert flat.count("Founding article") == len(claim.articles)
    assert "very_low" not in flat


def test_what_patients_are_told_stands_beside_the_claim() -> None:
    assert "says otherwise or warns: Nobody has measured this well. We do not expect" in " ".join(run("SC032").split())
    assert "asks for it as a habit: We ask you not to do sport" in " ".join(run("sc85").split())
    assert "What patients are told" not in run("SC132")


def test_a_question_finds_the_nearest() -> None:
    text = run("does", "it", "hurt")
    assert text.startswith("SC106  ✓ supported: The area can hurt")
    assert "punctum claims SC106" in text
    assert "Nothing close" in run("bitcoin price")


def test_json_for_programs() -> None:
    whole = json.loads(run("--json"))
    assert whole["counts"] == {"supported": 40, "partly": 59, "weak": 32, "contradicted": 2}
    assert [claim["id"] for claim in whole["claims"]] == [claim.id for claim in CLAIMS.rows]
    one = json.loads(run("SC028", "--json"))
    assert one == next(claim for claim in whole["claims"] if claim["id"] == "SC028")
    assert one["sources"][0]["url"].startswith("https://")
    found = json.loads(run("stretch marks", "--json"))
    assert found["nearest"][0]["closeness"] == 1.0
    assert json.loads(run("bitcoin price", "--json")) == {"text": "bitcoin price", "nearest": []}


def problem(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    monkeypatch.setattr("sys.argv", ["punctum", "claims", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err


def test_an_unknown_id_is_one_clear_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    line = problem(capsys, monkeypatch, "SC134")
    assert line == ("claims: expected a question, or an id from SC001 to SC133, found 'SC134'; did you mean 'SC133'?\n")


@pytest.mark.parametrize("beside", ["SC001", "--json"])
def test_the_page_stands_alone(
    beside: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "--markdown: expected nothing beside it" in problem(capsys, monkeypatch, beside, "--markdown")


def test_the_page_in_docs_is_fresh() -> None:
    assert run("--markdown") == claims_page()
    assert (ROOT / "docs" / "claims.md").read_text("utf-8") == claims_page(), (
        "run: punctum claims --markdown > docs/claims.md"
    )


def test_the_page_holds_every_claim_once_and_every_link_leads_somewhere() -> None:
    text = claims_page()
    for claim in CLAIMS.rows:
        assert text.count(f"“{claim.claim}.”** ({claim.id};") == 1
    assert "not advice" in text
    anchors = re.findall(r'<a id="([\w-]+)">', text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\(#([\w-]+)\)", text)) <= set(anchors)
    headings = re.findall(r"^#+ .*", text, re.MULTILINE)
    assert len(headings) == len(set(headings))
