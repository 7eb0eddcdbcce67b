"""The command line: thin, one function a command. Exit 0 on success, 2 on bad input with one line per problem."""

from __future__ import annotations

import errno
import gc
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from punctum.places import check_place
from punctum.problems import InputError, Problem, all_hold, shown

if TYPE_CHECKING:
    from punctum.calibration.smc import Rung
    from punctum.care import Clinic
    from punctum.evidence.language import Language

app = typer.Typer(
    help="Treatment planning for microneedling.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
tables_app = typer.Typer(help="The tables behind every rule and number.", no_args_is_help=True)
app.add_typer(tables_app, name="tables")
calibrate_app = typer.Typer(help="Fit the constants of a model to published data anew.", no_args_is_help=True)
app.add_typer(calibrate_app, name="calibrate")
validate_app = typer.Typer(help="Hold a model against published quantities.", no_args_is_help=True)
app.add_typer(validate_app, name="validate")

# So many steps has a bar that is told which share is done.
PARTS = 100

PatientFile = Annotated[Path, typer.Argument(help="Patient file, YAML or JSON.", show_default=False)]
On = Annotated[str | None, typer.Option("--on", help="Day of treatment or planning, YYYY-MM-DD; today if not given.")]
ClinicFile = Annotated[
    Path | None,
    typer.Option(
        "--clinic", help="Clinic profile with phone numbers, YAML; clinic.yaml in this folder if there is one."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False,
) -> None:
    """Treatment planning for microneedling."""
    if show:
        from punctum import __version__

        typer.echo(f"punctum {__version__}")
        raise typer.Exit


@app.command()
def screen(patient: PatientFile, on: On = None, as_json: AsJson = False) -> None:
    """May this person be treated on this day, where, and why or why not."""
    from punctum.patient import read_patient
    from punctum.report.screening_text import screening_text
    from punctum.screening import screen as screen_patient
    from punctum.screening import screening_document

    screening = screen_patient(read_patient(patient), on=_day(on))
    if as_json:
        _print_json(screening_document(screening))
    else:
        typer.echo(screening_text(screening))


@app.command()
def plan(
    patient: PatientFile,
    on: On = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Folder for the page, the patient's PDF, calendar and JSON; build/ID if not given."),
    ] = None,
    clinic: ClinicFile = None,
    language: Annotated[str, typer.Option("--language", help="Of the patient's PDF: en or de.")] = "en",
    interactive: Annotated[
        bool, typer.Option("--interactive", help="Let the page tell of each study one points at; a megabyte more.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """The whole plan, from settings to care: a page, the patient's pages as PDF, a calendar and JSON."""
    from punctum.patient import read_patient
    from punctum.planning import plan as plan_patient
    from punctum.planning import with_deliveries, with_healing
    from punctum.report import patient_pdf, plan_document, summary, write_plan
    from punctum.report.beside import beside

    all_hold(lambda: _day(on), lambda: _language(language))
    day, spoken = _day(on), _language(language)
    person = read_patient(patient)
    # The patient is told how long redness lasts, so healing comes before the pages.
    made = plan_patient(person, on=day, clinic=_clinic(clinic))
    if made.prescription is not None:
        _say_if_compiling()
    made = with_healing(made)
    folder = None if as_json and out is None else out or Path("build") / _folder_name(person.id)
    # Typesetting leaves Python free, which simulates and makes the page meanwhile.
    pages = beside(lambda: patient_pdf(made, spoken)) if folder else None
    simulated = with_deliveries(made)
    written = write_plan(simulated, folder, handout=pages, interactive=interactive) if folder else None
    for warning in pages().warnings if pages else ():
        typer.echo(warning, err=True)
    if as_json:
        _print_json(plan_document(simulated))
    else:
        typer.echo(summary(made))
        if written:
            typer.echo(f"The page is at {written / 'plan.html'}")
            typer.echo(f"The patient's pages are at {written / 'patient.pdf'}")


@app.command()
def letter(
    patient: PatientFile,
    rule: Annotated[str, typer.Option("--rule", help="The finding to ask about, for example S043.")],
    on: On = None,
    clinic: ClinicFile = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="The PDF to write; build/ID/letter-RULE.pdf if not given.")
    ] = None,
) -> None:
    """Ask the patient's doctor to clear one finding: a letter on one page, with boxes for the answer."""
    from punctum.patient import read_patient
    from punctum.planning import plan as plan_patient
    from punctum.report.letter import letter as letter_to_doctor
    from punctum.report.letter import letter_pdf
    from punctum.report.write import write_all

    if out is not None and out.suffix.lower() != ".pdf":
        raise InputError([Problem("--out", "a file that ends in .pdf", shown(out.name))])
    person = read_patient(patient)
    asked = letter_to_doctor(plan_patient(person, on=_day(on), clinic=_clinic(clinic)), rule)
    pdf = letter_pdf(asked)
    file = out or Path("build") / _folder_name(person.id) / f"letter-{asked.rule}.pdf"
    write_all({file.name: pdf.content}, file.parent)
    for warning in pdf.warnings:
        typer.echo(warning, err=True)
    typer.echo(f"The letter is at {file}")


@app.command()
def evidence(
    indication: Annotated[
        str | None, typer.Argument(help="What is treated, by any of its names; all in short if not given.")
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", help="Draw the forest plot: FILE.svg the first scale, FILE.html all of them."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """What the studies say: averages with intervals, what is controlled, what is left out and why."""
    from punctum.outcome import all_evidence
    from punctum.outcome import evidence as evidence_of
    from punctum.report.evidence_document import evidence_document, list_document
    from punctum.report.evidence_plot import write_plot
    from punctum.report.evidence_text import evidence_list, evidence_text

    if indication is None:
        if plot is not None:
            raise InputError([Problem("--plot", "an indication to draw", "none")])
        _print_json(list_document(all_evidence())) if as_json else typer.echo(evidence_list(all_evidence()))
        return
    found = evidence_of(indication)
    if plot is not None:
        write_plot(found, plot)
    if as_json:
        _print_json(evidence_document(found))
    else:
        typer.echo(evidence_text(found))
        if plot is not None:
            typer.echo(f"\nThe figure is at {plot}")


@app.command()
def skin(
    zone: Annotated[str, typer.Argument(help="A zone of the body, by any of its names.", show_default=False)],
    sex: Annotated[str, typer.Option("--sex", help="female, male or unknown.")] = "unknown",
    age: Annotated[str | None, typer.Option("--age", help="Age in years.")] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Draw the zone and its layers to scale into FILE.svg.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """One zone of the skin: its layers with their spread, method and source, its area, and what to mind."""
    from punctum.report.skin_plot import write_skin_plot
    from punctum.report.skin_sheet import skin_document, skin_sheet
    from punctum.report.skin_text import skin_text

    sheet = skin_sheet(zone, sex, _number("--age", age))
    if plot is not None:
        write_skin_plot(sheet, plot)
    if as_json:
        _print_json(skin_document(sheet))
    else:
        typer.echo(skin_text(sheet))
        if plot is not None:
            typer.echo(f"\nThe drawing is at {plot}")


@app.command()
def deliver(
    device: Annotated[
        str | None, typer.Option("--device", help="A device by any of its names, or a file.yaml.")
    ] = None,
    zone: Annotated[str | None, typer.Option("--zone", help="A zone of the body, by any of its names.")] = None,
    needle_length: Annotated[str | None, typer.Option("--needle-length", metavar="MM", help="As set or fixed.")] = None,
    dwell: Annotated[str | None, typer.Option("--dwell", metavar="S_PER_CM2", help="Seconds on each cm².")] = None,
    passes: Annotated[str | None, typer.Option("--passes", metavar="N", help="So many times over the zone.")] = None,
    density: Annotated[str | None, typer.Option("--density", metavar="N", help="So many holes per cm².")] = None,
    pattern: Annotated[str, typer.Option("--pattern", help="strokes, or random holes.")] = "strokes",
    sex: Annotated[str, typer.Option("--sex", help="female, male or unknown.")] = "unknown",
    age: Annotated[str | None, typer.Option("--age", help="Age in years.")] = None,
    seed: Annotated[str, typer.Option("--seed", metavar="N", help="Of every random number.")] = "0",
    draws: Annotated[
        str | None, typer.Option("--draws", metavar="N", help="How often it is simulated for the bands.")
    ] = None,
    goal: Annotated[
        list[str] | None,
        typer.Option("--goal", help="coverage:MM>=SHARE, layers:NAME>=SHARE, depth<=MM or gap<=MM; may be repeated."),
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option("--recorded", help="What was really done, a file.yaml: planned against done is printed too."),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option("--map", help="Draw every hole into FILE.svg or FILE.png; with --recorded, those that were done."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Simulate where the needles go in one zone and how deep: density, coverage, evenness, depth and goals."""
    from punctum.delivery import deliver as deliver_treatment
    from punctum.delivery.against import against, read_against, same_person
    from punctum.delivery.request import Options, request
    from punctum.report.delivery_document import delivery_document
    from punctum.report.delivery_plot import check_map, write_map
    from punctum.report.delivery_text import delivery_text

    options = Options(
        device=device, zone=zone, needle_length=needle_length, dwell=dwell, passes=passes, density=density,
        pattern=pattern, sex=sex, age=age, seed=seed, draws=draws, goals=tuple(goal or ()),
    )  # fmt: skip
    all_hold(lambda: request(options), lambda: record and read_against(record, options), lambda: check_map(plot))
    asked, done = request(options), read_against(record, options) if record else None
    treatment = same_person(asked.treatment, done) if done else asked.treatment
    times, goals = asked.draws, asked.goals
    with _progress(2 * times + 1 if done else times) as step:
        made = deliver_treatment(treatment, seed=asked.seed, draws=times, goals=goals, progress=step)
        found = against(made, done, draws=times, goals=goals, progress=step) if done else None
    if plot is not None:
        write_map(found.done if found else made, plot)
    if as_json:
        _print_json(delivery_document(made, found))
    else:
        typer.echo(delivery_text(made, found))
        if plot is not None:
            typer.echo(f"\nThe map {'of what was done ' if found else ''}is at {plot}")


@app.command()
def heal(
    zone: Annotated[str | None, typer.Option("--zone", help="A zone of the body, by any of its names.")] = None,
    needle_length: Annotated[str | None, typer.Option("--needle-length", metavar="MM", help="As set or fixed.")] = None,
    density: Annotated[str | None, typer.Option("--density", metavar="N", help="So many holes per cm².")] = None,
    dwell: Annotated[str | None, typer.Option("--dwell", metavar="S_PER_CM2", help="Seconds on each cm².")] = None,
    passes: Annotated[str | None, typer.Option("--passes", metavar="N", help="So many times over the zone.")] = None,
    sessions: Annotated[str | None, typer.Option("--sessions", metavar="N", help="So many; 1 if not given.")] = None,
    interval_weeks: Annotated[
        str | None, typer.Option("--interval-weeks", metavar="WEEKS", help="From one session to the next.")
    ] = None,
    device: Annotated[
        str | None,
        typer.Option("--device", help="A device by any of its names, or a file.yaml; any pen if not given."),
    ] = None,
    sex: Annotated[str, typer.Option("--sex", help="female, male or unknown.")] = "unknown",
    age: Annotated[str | None, typer.Option("--age", help="Age in years.")] = None,
    phototype: Annotated[str | None, typer.Option("--phototype", help="I to VI.")] = None,
    modifier: Annotated[
        list[str] | None,
        typer.Option("--modifier", help="What else changes repair, such as smoking; may be repeated."),
    ] = None,
    covered: Annotated[
        bool, typer.Option("--covered", help="The skin is kept under a cover after each session.")
    ] = False,
    days: Annotated[
        str | None,
        typer.Option("--days", metavar="N", help="Where it ends, from the first session; a year if not given."),
    ] = None,
    seed: Annotated[str, typer.Option("--seed", metavar="N", help="Of every random number.")] = "0",
    draws: Annotated[
        str | None, typer.Option("--draws", metavar="N", help="How often it is simulated for the bands.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Draw every output with its bands into FILE.svg or FILE.png.")
    ] = None,
    save: Annotated[
        Path | None, typer.Option("--save", help="Every draw as labelled arrays, into FILE.nc or FILE.zarr.")
    ] = None,
    map_file: Annotated[
        Path | None,
        typer.Option("--map", help="Draw all collagen at each place of the zone into FILE.svg or FILE.png."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """How skin responds to a course of sessions over a year: redness, barrier, collagen and elastin, with bands."""
    from punctum.healing.asking.request import Options, request

    options = Options(
        zone=zone, needle_length=needle_length, density=density, dwell=dwell, passes=passes, device=device, sex=sex,
        age=age, phototype=phototype, modifiers=tuple(modifier or ()), covered=covered, sessions=sessions,
        interval_weeks=interval_weeks, days=days, draws=draws, seed=seed,
    )  # fmt: skip
    all_hold(
        lambda: request(options),
        lambda: _check_plot(plot),
        lambda: _check_save(save),
        lambda: _check_plot(map_file, "--map"),
        lambda: _check_apart(plot, map_file),
    )
    from punctum.healing.asking.respond import respond

    _say_if_compiling()
    with _part_done() as part:
        found = respond(request(options), part)
    if save is not None:
        from punctum.healing.dataset import save_course

        save_course(found.course, save, "--save")
    if plot is not None:
        from punctum.report.healing_plot import write_response

        write_response(found, plot)
    if map_file is not None:
        from punctum.healing.asking.map_of import map_of
        from punctum.report.healing_map_plot import write_healing_map

        write_healing_map(*map_of(found.asked), map_file)
    if as_json:
        from punctum.report.healing_document import healing_document

        _print_json(healing_document(found))
        return
    from punctum.report.healing_text import healing_text

    typer.echo(healing_text(found))
    for what, path in (("figure", plot), ("course", save), ("map", map_file)):
        if path is not None:
            typer.echo(f"\nThe {what} is at {path}")


@app.command()
def claims(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TEXT or ID]", help="A question, or the id of a claim such as SC028; all claims if not given."
        ),
    ] = None,
    as_json: AsJson = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print every claim as a page in Markdown.")] = False,
) -> None:
    """What articles say about needling, and whether it holds: the verdict on every claim, and why."""
    from punctum.evidence.claim_search import nearest_claims
    from punctum.evidence.claims import claim_named
    from punctum.report.claims_document import claim_document, claims_document, matches_document
    from punctum.report.claims_page import claims_page
    from punctum.report.claims_text import claim_text, claims_list, matches_text

    text = " ".join(words or ())
    if markdown:
        if text or as_json:
            raise InputError([Problem("--markdown", "nothing beside it", text or "--json")])
        typer.echo(claims_page(), nl=False)
    elif not text.strip():
        _print_json(claims_document()) if as_json else typer.echo(claims_list())
    elif claim := claim_named(text):
        _print_json(claim_document(claim)) if as_json else typer.echo(claim_text(claim))
    else:
        found = nearest_claims(text)
        _print_json(matches_document(text, found)) if as_json else typer.echo(matches_text(found))


@app.command()
def learn(
    results: Annotated[
        Path, typer.Argument(help="A clinic's own results, CSV, in the order they were measured.", show_default=False)
    ],
    as_json: AsJson = False,
) -> None:
    """What a clinic's own hands achieve beside the studies, how far its forecasts move, and whether they drift."""
    from punctum.outcome.draws import shipped_draws
    from punctum.outcome.learning.own_file import read_own_results
    from punctum.outcome.learning.summary import summarise
    from punctum.report.learning_document import learning_document
    from punctum.report.learning_text import learning_text

    summary = summarise(shipped_draws(), read_own_results(results))
    _print_json(learning_document(summary)) if as_json else typer.echo(learning_text(summary))


@tables_app.command("check")
def tables_check() -> None:
    """Whether every table is sound; counts by table and basis."""
    from punctum.calibration.tables import TABLES as CALIBRATION
    from punctum.evidence.check import check_tables
    from punctum.planning.registry import ALL_TABLES
    from punctum.report.tables_text import counts_text
    from punctum.validation.tables import TABLES as VALIDATION

    tables = (*ALL_TABLES, *CALIBRATION, *VALIDATION)
    if problems := check_tables(tables):
        raise InputError(problems)
    typer.echo(counts_text(tables))


@tables_app.command("defaults")
def tables_defaults(as_json: AsJson = False) -> None:
    """Every house default, for a clinician to confirm and sign."""
    from punctum.planning.registry import ALL_TABLES
    from punctum.report.tables_text import defaults_text, house_defaults

    if as_json:
        _print_json(house_defaults(ALL_TABLES))
    else:
        typer.echo(defaults_text(ALL_TABLES))


@calibrate_app.command("healing")
def calibrate_healing(
    particles: Annotated[
        str | None, typer.Option("--particles", metavar="N", help="Draws that move side by side.")
    ] = None,
    seed: Annotated[str | None, typer.Option("--seed", metavar="N", help="Of every random number.")] = None,
    out: Annotated[
        Path, typer.Option("--out", help="Folder for the draws; an interrupted fit goes on from what it kept there.")
    ] = Path("build/calibration"),
    short: Annotated[
        bool, typer.Option("--short", help="Few particles and moves: to see that it works, not to be used.")
    ] = False,
) -> None:
    """Fit the constants of healing to published data: draws, and what the fit tells of itself."""
    from punctum.calibration import healing

    plan = healing.checked_plan(particles, seed, short=short)
    healing.check_folder(out)

    def tell(variant: str, rung: Rung) -> None:
        line = (
            f"{variant}: temperature {rung.temperature:.4f}, {rung.moves} moves, {100 * rung.accepted:.0f} % accepted"
        )
        typer.echo(line, err=True)

    written = healing.calibrate_healing(plan, out, on_rung=tell)
    healing.write_calibration(written, out)
    typer.echo("\n".join(str(out / name) for name in written.contents))


@calibrate_app.command("outcome")
def calibrate_outcome(
    seed: Annotated[str | None, typer.Option("--seed", metavar="N", help="Of every random number.")] = None,
    out: Annotated[
        Path, typer.Option("--out", help="Folder for the draws; an interrupted fit goes on from what it kept there.")
    ] = Path("build/calibration-outcome"),
    short: Annotated[
        bool, typer.Option("--short", help="Few steps and studies left out: to see that it works, not to be used.")
    ] = False,
) -> None:
    """Fit the synthesis of outcomes to published studies, and foretell each study from the others.

    Ends with 1 where the chains do not agree (nothing is written) or studies left out lie too often outside.
    """
    from functools import partial

    from punctum.calibration.healing import Written, check_folder, write_calibration
    from punctum.calibration.outcome.devices import prepare

    prepare()
    from punctum.calibration.outcome import calibrate

    number = calibrate.checked_seed(seed)
    check_folder(out)
    found = calibrate.calibrate_outcome(out / "kept", seed=number, short=short, tell=partial(typer.echo, err=True))
    write_calibration(Written(found.contents), out)
    if found.contents:
        typer.echo("\n".join(str(out / name) for name in found.contents))
    for fault in found.faults:
        typer.echo(fault, err=True)
    if found.faults:
        raise typer.Exit(1)


@calibrate_app.command("tissue")
def calibrate_tissue(
    out: Annotated[Path, typer.Option("--out", help="Folder for tissue_response.csv.")] = Path(
        "build/calibration-outcome"
    ),
) -> None:
    """Write the response of the column model that the synthesis of outcomes reads."""
    from punctum.calibration.healing import Written, check_folder, write_calibration
    from punctum.calibration.outcome.tissue import NAME, tissue_problem, tissue_response_csv

    check_folder(out)
    if tissue_problem() is None:
        typer.echo(f"{NAME}: as it is in the package")
        return
    write_calibration(Written({NAME: tissue_response_csv()}), out)
    typer.echo(str(out / NAME))


@calibrate_app.command("document")
def calibrate_document(
    document: Annotated[Path, typer.Argument(help="The page whose tables are written anew.", show_default=False)],
) -> None:
    """Write the tables of docs/calibration.md from what the shipped fit tells of itself."""
    from punctum.calibration.document import write_document
    from punctum.calibration.healing import shipped_summary
    from punctum.calibration.outcome.summary import shipped_fit

    write_document(document, shipped_summary(), shipped_fit())


@validate_app.command("biology")
def validate_biology(
    file: Annotated[
        Path | None,
        typer.Argument(help="Printed quantities, CSV; those that come with Punctum if not given.", show_default=False),
    ] = None,
    role: Annotated[
        str | None, typer.Option("--role", help="Only lines whose role this is: validation or calibration.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Predict every line of a file from what was done to which skin, and hold it against what is printed."""
    from punctum.validation.document import scores_document, scores_text
    from punctum.validation.validate import printed_lines
    from punctum.validation.validate import validate_biology as validate

    name, lines = printed_lines(file, role)
    _say_if_compiling()
    with _part_done() as done:
        scores = validate(name, lines, on_progress=done)
    _print_json(scores_document(scores)) if as_json else typer.echo(scores_text(scores))


@validate_app.command("trials")
def validate_trials(
    file: Annotated[
        Path | None,
        typer.Argument(help="Study arms, CSV; those that come with Punctum if not given.", show_default=False),
    ] = None,
    role: Annotated[
        str | None, typer.Option("--role", help="Only rows whose role this is: validation or calibration.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Predict every arm of a file from its design alone, and hold what it printed against the prediction."""
    from punctum.validation.trials.document import trials_document, trials_text
    from punctum.validation.trials.validate import trial_lines
    from punctum.validation.trials.validate import validate_trials as validate

    scores = validate(*trial_lines(file, role))
    _print_json(trials_document(scores)) if as_json else typer.echo(trials_text(scores))


@app.command()
def schema(
    kind: Annotated[str, typer.Argument(help="patient, clinic, device, recorded or plan.", show_default=False)],
) -> None:
    """The JSON schema of a file: patient, clinic, device, recorded (treatment) or plan."""
    from punctum.report.schemas import schema_of

    _print_json(schema_of(kind))


def _day(text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError([Problem("--on", "a date as YYYY-MM-DD", shown(text))]) from None


@contextmanager
def _progress(steps: int) -> Iterator[Callable[[], None] | None]:
    """A bar on a terminal; nothing for programs that read what is printed."""
    if sys.stderr is None or not sys.stderr.isatty():  # None where a program closed it.
        yield None
        return
    with typer.progressbar(length=steps, label="Simulating", file=sys.stderr) as bar:
        yield lambda: bar.update(1)


def _say_if_compiling() -> None:
    from punctum.healing.compiled.engine import is_ready

    if not is_ready():
        typer.echo("Compiling the loops once for this machine …", err=True)


@contextmanager
def _part_done() -> Iterator[Callable[[float], None] | None]:
    """A bar on a terminal that is told which share is done; nothing for programs that read what is printed."""
    with _progress(PARTS) as step:
        if step is None:
            yield None
            return
        shown_parts = 0

        def tell(share: float) -> None:
            nonlocal shown_parts
            while shown_parts < round(share * PARTS):
                shown_parts += 1
                step()

        yield tell


def _check_plot(path: Path | None, option: str = "--plot") -> None:
    if path is not None:
        check_place(path, option, (".svg", ".png"))


def _check_apart(plot: Path | None, map_file: Path | None) -> None:
    if plot is not None and map_file is not None and plot.absolute() == map_file.absolute():
        raise InputError([Problem("--map", "another file than --plot", repr(str(map_file)))])


def _check_save(path: Path | None) -> None:
    if path is not None:
        from punctum.healing.dataset import check_file

        check_file(path, "--save")


def _number(option: str, text: str | None) -> float | None:
    if text is None:
        return None
    try:
        return float(text)
    except ValueError:
        raise InputError([Problem(option, "a number", shown(text))]) from None


def _language(text: str) -> Language:
    from punctum.evidence.language import LANGUAGES

    if known := [language for language in LANGUAGES if language == text.strip().casefold()]:
        return known[0]
    raise InputError([Problem("--language", " or ".join(LANGUAGES), shown(text))])


def _clinic(path: Path | None) -> Clinic | None:
    from punctum.care import read_clinic

    here = Path("clinic.yaml")
    chosen = path or (here if here.is_file() else None)
    return read_clinic(chosen) if chosen else None


def _folder_name(name: str) -> str:
    kept = "".join(char if char.isalnum() or char in "-_" else "-" for char in name).strip("-")
    return kept[:60] or "plan"


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


@app.command()
def serve(
    example: Annotated[bool, typer.Option("--example", help="A clinic of invented people, in build/clinic.")] = False,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option("--port", help="Port to listen on; 8000 if not given.")] = None,
) -> None:
    """Open the clinic in the browser: docs/clinic.md says what it needs."""
    from importlib.util import find_spec

    if not all(map(find_spec, ("django", "punctum_clinic"))):
        raise InputError([Problem("serve", "the extra `clinic` (pip install punctum[clinic])", "no Django")])
    os.environ["DJANGO_SETTINGS_MODULE"] = "punctum_clinic.settings"
    if example:
        os.environ["PUNCTUM_MODE"] = "example"
    words = ["-m", "punctum_clinic", "serve", "--host", host, *(() if port is None else ("--port", str(port)))]
    os.execv(sys.executable, [sys.executable, *words])  # noqa: S606


def main() -> None:
    """Run the command line; problems go to standard error, one line each."""
    # Nearly all that a command makes it keeps: looking for garbage rarely saves a tenth of a second.
    gc.set_threshold(500_000)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except InputError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        # The reader went away; nothing is wrong here, and Python must not complain while it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            print("Punctum stopped: no space is left where it writes.", file=sys.stderr)
            sys.exit(1)
        if os.environ.get("PUNCTUM_TRACE"):
            raise
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        print(f"Punctum failed and wrote nothing. Please report this: {reason}", file=sys.stderr)
        sys.exit(1)
    finally:
        # Or Python would look through all of it once more while it closes.
        gc.freeze()
