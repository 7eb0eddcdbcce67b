"""Screening as it reads in a terminal."""

from __future__ import annotations

from punctum.report.words import verdict_words
from punctum.screening import Screening, ZoneScreening
from punctum.skin import ZONES


def screening_text(screening: Screening) -> str:
    """The verdict, each zone, each finding with its reason, and what a clinician must read."""
    lines = [
        f"{verdict_words(screening.verdict, screening.until)}  (screened for {screening.on.isoformat()})",
        "",
    ]
    lines += [
        f"  {ZONES.by_id[zone].name}: {verdict_words(result.verdict, result.until)}" + _condition(result)
        for zone, result in screening.zones.items()
    ]
    if screening.findings:
        lines += ["", "Why:"]
    for finding in screening.findings:
        until = f", until {finding.until.isoformat()}" if finding.until else ""
        mark = "" if finding.basis == "read" else f" [{finding.basis}: a clinician confirms it]"
        lines.append(f"  {finding.rule} {finding.action}{until}: {finding.title}. {finding.reason}{mark}")
        if finding.clearance_note:
            lines.append(f"      Clearance not accepted: {finding.clearance_note}")
    if screening.unrecognised:
        lines += ["", "Not recognised for certain; a clinician must read:"]
    for text in screening.unrecognised:
        read_as = f" (read as {text.assumed})" if text.assumed else ""
        lines.append(f"  {text.path}: {text.text}{read_as}")
    return "\n".join(lines)


def _condition(result: ZoneScreening) -> str:
    if result.verdict != "postpone" or not result.until_open:
        return ""
    return ", and only when what stands below has ended"
