"""`punctum skin` as a person or a program meets it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from punctum.cli import app, main
from punctum.evidence import SOURCES
from punctum.report.layer_words import NAMES, thickness
from punctum.report.skin_text import CONVENTIONS
from punctum.skin import ZONES, layers, zone_area

ZONE_IDS = [zone.id for zone in ZONES.rows]
NEVER = [zone.id for zone in ZONES.rows if "never" in zone.flags]


def said(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["skin", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def refused(*arguments: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines of the refusal; nothing else may be printed."""
    monkeypatch.setattr("sys.argv", ["punctum", "skin", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


@pytest.mark.parametrize("zone", ZONE_IDS)
def test_every_zone_is_told_with_its_sources(zone: str) -> None:
    text = said(zone, "--sex", "female", "--age", "45")
    row = ZONES.by_id[zone]
    assert text.startswith(f"{row.name[0].upper()}{row.name[1:]} ({zone}; a woman, 45 years)")
    assert all(SOURCES.by_id[source].citation in text for source in row.sources)
    if zone in NEVER:
        assert "Never needled. No layers are given" in text
        assert "Layers from the surface" not in text
        return
    for layer in layers(zone, "female", 45):
        assert f"{NAMES[layer.name]:<33}{thickness(layer)}" in text
        assert all(SOURCES.by_id[source].citation in text for source in layer.sources)
    assert "Needle length is not channel depth." in " ".join(text.split())
    assert "What age does:" in text


def test_flags_neighbours_and_views_are_said_in_plain_words() -> None:
    text = said("crow's feet")
    assert "(periorbital; sex not known)" in text
    assert "Mind: the skin is thin and bone lies close under the skin." in text
    assert "Beside it, never needled: eyelid" in text
    assert "Drawn in: face from the front" in text
    assert "Age was not given" in said("upper arm")


@pytest.mark.parametrize("zone", ZONE_IDS)
def test_the_area_says_its_convention_and_what_others_say(zone: str) -> None:
    area = zone_area(zone, "female")
    text = " ".join(said(zone, "--sex", "female").replace("\u00a0", " ").split())
    told = "not known" if area.area_cm2 is None else f"{area.area_cm2:g} cm² of skin, {CONVENTIONS[area.convention]}"
    assert f"Area: {told} ({area.extent})." in text
    assert text.count("Others: ") >= bool(area.disagreement) + len(area.others)
    document = json.loads(said(zone, "--sex", "female", "--json"))
    assert document["area"]["area_cm2"] == area.area_cm2
    assert [other["area_cm2"] for other in document["area"]["others"]] == [other.area_cm2 for other in area.others]
    assert set(document["area"]["sources"]) <= set(document["sources"])


def test_areas_of_women_and_men_are_told_apart_when_sex_is_not_known() -> None:
    text = said("upper arm").replace("\u00a0", " ")
    assert "1712 cm² in women as a cylinder" in text
    assert "2160 cm² in men as a cylinder" in text
    assert "in women as a cylinder" not in said("upper arm", "--sex", "female")


def test_what_nobody_measured_is_said() -> None:
    text = " ".join(said("décolletage").split())
    assert "No thickness was found. The neck stands in" in text
    assert "House default" in text
    assert "How thick the fat below is has not been measured here." in text


@pytest.mark.parametrize("zone", ZONE_IDS)
def test_programs_get_numbers_with_sources(zone: str) -> None:
    document = json.loads(said(zone, "--sex", "male", "--json"))
    assert document["schema"] == "punctum/skin/1"
    assert document["zone"] == zone
    assert document["age_years"] is None
    assert document["never_needled"] == (zone in NEVER)
    assert (document["layers"] == []) == (zone in NEVER)
    for layer, expected in zip(document["layers"], () if zone in NEVER else layers(zone, "male"), strict=True):
        assert layer["name"] == expected.name
        assert layer["mean_um"] == pytest.approx(expected.mean_um, abs=0.01)
        assert layer["basis"] in ("read", "remembered", "derived", "house")
        assert layer["sources"]
        assert set(layer["sources"]) | set(layer["disagreement_sources"]) <= set(document["sources"])
        assert (layer["interval_um"] is None) == (layer["interval_is"] is None)


def test_the_same_question_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        said("cheek", "--sex", "female", "--age", "60", "--plot", str(tmp_path / name))
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert said("cheek", "--json") == said("cheek", "--json")


@pytest.mark.parametrize("zone", ZONE_IDS)
def test_a_plot_is_one_readable_svg(zone: str, tmp_path: Path) -> None:
    file = tmp_path / "new" / "skin.svg"
    text = said(zone, "--sex", "female", "--plot", str(file))
    assert f"The drawing is at {file}" in text
    tree = ElementTree.fromstring(file.read_text("utf-8"))  # noqa: S314 - our own text
    namespace = "{http://www.w3.org/2000/svg}"
    assert tree.tag == f"{namespace}svg"
    assert tree.find(f"{namespace}title") is not None
    names = [part.get("id") for part in tree.iter() if part.get("id")]
    assert len(names) == len(set(names))
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["foreheda"], "zone: expected a zone of the body, found 'foreheda'; did you mean 'forehead'?"),
        (["cheek", "--sex", "woman"], "sex: expected female or male or unknown, found 'woman'"),
        (["cheek", "--age", "old"], "--age: expected a number, found 'old'"),
        (["cheek", "--age", "-3"], "age: expected 0 to 120 years, found -3.0"),
        (["eyelid", "--age", "nan"], "age: expected 0 to 120 years, found nan"),
        (["eyelid", "--sex", "f"], "sex: expected female or male or unknown, found 'f'"),
        (["cheek", "--plot", "cheek.pdf"], "--plot: expected a file that ends in .svg, found 'cheek.pdf'"),
    ],
)
def test_bad_input_is_one_clear_line(
    arguments: list[str], line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(*arguments, monkeypatch=monkeypatch, capsys=capsys) == [line]


def test_every_problem_has_its_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["chek", "--sex", "femal", "--age", "-3"]
    assert refused(*given, monkeypatch=monkeypatch, capsys=capsys) == [
        "zone: expected a zone of the body, found 'chek'; did you mean 'cheek'?",
        "sex: expected female or male or unknown, found 'femal'; did you mean 'female'?",
        "age: expected 0 to 120 years, found -3.0",
    ]


def test_several_zones_at_once_are_refused_with_their_names(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (line,) = refused("face", monkeypatch=monkeypatch, capsys=capsys)
    assert line.startswith("zone: expected one of forehead, ")
    assert line.endswith("found 'face'")


def test_everything_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = refused("cheek", "--sex", "x", "--age", "500", monkeypatch=monkeypatch, capsys=capsys)
    assert [line.split(":")[0] for line in lines] == ["sex", "age"]


def test_a_folder_that_cannot_be_written_is_one_line_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    (line,) = refused("cheek", "--plot", str(tmp_path / "file" / "x.svg"), monkeypatch=monkeypatch, capsys=capsys)
    assert line.startswith("--plot: expected a folder that can be written, found ")
    (tmp_path / "x.svg").mkdir()
    (line,) = refused("cheek", "--plot", str(tmp_path / "x.svg"), monkeypatch=monkeypatch, capsys=capsys)
    assert "x.svg is a folder" in line
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "x.svg"]


def test_a_full_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    (line,) = refused("cheek", "--plot", str(tmp_path / "new" / "x.svg"), monkeypatch=monkeypatch, capsys=capsys)
    assert "No space left on device" in line
    assert list(tmp_path.iterdir()) == []
