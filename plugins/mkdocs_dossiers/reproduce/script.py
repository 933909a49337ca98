"""The recipe as one shell script, which a careful person can read and run without this software.

``dossier reproduce`` runs the same script. All steps run in one shell, one after the other, so that a folder or a
virtual environment a step goes into holds for the next. What authors wrote stands in here-documents with quoted
ends, which nothing in it can leave, and is run by ``eval``.
"""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from mkdocs_dossiers.model.printable import printable
from mkdocs_dossiers.reproduce.plan import Plan, Planned

OUT = "out"
"""The folder below the work folder that gets the raw files."""
SOURCE = "source"
HOME = "home"
TEMPORARY = "tmp"
LOG = "steps.log"
"""Lines ``begin NUMBER SECONDS`` and ``end NUMBER SECONDS``, in seconds since 1970."""
CLEAN = "REPRODUCE_CLEAN"
"""Set where the environment is the small one already."""

_HEAD = """\
#!/usr/bin/env bash
# Measures {name} again by its recipe, at commit {commit}.
#
{needs}# Read it before you run it: the steps were written by the authors of the dossier, and do what they say.
# Usage: bash SCRIPT [FOLDER]
# Everything goes into FOLDER, which must be new: the clone, a home folder, and the raw files in FOLDER/out/data.
# Steps see no variables but PATH, LANG and TERM, and HOME and TMPDIR in FOLDER: name others in PASS, as in
# PASS="SSL_CERT_FILE CARGO_HOME" bash SCRIPT
set -e
umask 022
"""

_PLACE = """\
if [ -z "${{{clean}-}}" ]; then
  _work=${{1:-{folder}}}
  mkdir -- "$_work"
  _work=$(cd -- "$_work" && pwd -P)
  mkdir -- "$_work/{home}" "$_work/{temporary}"
  git clone --quiet --no-checkout --no-hardlinks -- {source} "$_work/{source_folder}"
  git -C "$_work/{source_folder}" -c advice.detachedHead=false checkout --quiet --detach {commit}
  _pass=()
  for _name in ${{PASS-}}; do _pass+=("$_name=${{!_name-}}"); done
  exec env -i {clean}=1 PATH="$PATH" LANG="${{LANG:-C.UTF-8}}" TERM="${{TERM:-dumb}}" \\
    HOME="$_work/{home}" TMPDIR="$_work/{temporary}" "${{_pass[@]}}" bash "$0" "$_work"
fi
_work=$1
mkdir -p -- "$_work/{out}/data"
cd -- "$_work/{source_folder}"
"""

_FUNCTIONS = """\
begin_step() { # NUMBER WHAT: say what begins
  printf '\\n== Step %s\\n' "$2"
  _step_number=$1
  _step_started=$(date +%s)
  printf 'begin %s %s\\n' "$1" "$_step_started" >> "$_work/@LOG@"
  touch -- "$_work/.step"
  sleep 0.05 # so that what the step writes is newer than this
}

end_step() { # say how long it took
  local now
  now=$(date +%s)
  printf 'end %s %s\\n' "$_step_number" "$now" >> "$_work/@LOG@"
  printf '== Step %s took %s s\\n' "$_step_number" "$((now - _step_started))"
  _step_number=
}

take_file() { # FILE: keep the raw file the step wrote
  local name=${1##*/} place found=
  local dossier=@DOSSIER@
  for place in "$PWD/$1" "$PWD/$name" "$_work/@SOURCE@/$1" "$_work/@SOURCE@/$name" \\
    "$_work/@SOURCE@/$dossier/$1"; do
    if [ -f "$place" ] && [ ! -L "$place" ] && [ "$place" -nt "$_work/.step" ]; then
      found=$place
      break
    fi
  done
  if [ -z "$found" ]; then
    found=$(find "$PWD" "$_work/@SOURCE@" "$_work/@TMP@" -maxdepth 8 -type f -name "$name" -newer "$_work/.step" \\
      -print -quit)
  fi
  if [ -z "$found" ]; then
    printf 'Step %s was to write %s, but no new file of that name is in %s.\\n' "$_step_number" "$1" "$PWD" >&2
    exit 1
  fi
  cp -- "$found" "$_work/@OUT@/$1"
  printf '== Kept %s as %s\\n' "$found" "$_work/@OUT@/$1"
}

ended() {
  local code=$?
  if [ -n "${_step_number-}" ]; then
    printf '\\nStep %s failed, with exit code %s. What there is lies in %s\\n' "$_step_number" "$code" "$_work" >&2
    [ "$code" != 0 ] || exit 1 # a step that ends everything by itself has not ended well
  fi
}
trap ended EXIT
"""

_TAIL = """\

printf '\\n== All steps are done. Raw files, with their SHA-256:\\n'
cd -- "$_work/{out}" && sha256sum data/*
"""


def script(plan: Plan) -> str:
    """The script, complete."""
    dossier = plan.dossier
    parts = [
        _HEAD.format(name=dossier.reference, commit=plan.commit, needs="".join(_needs(plan))),
        _PLACE.format(
            clean=CLEAN,
            folder=quote(f"reproduce-{dossier.reference.project}-{dossier.version}"),
            home=HOME,
            temporary=TEMPORARY,
            source=quote(plan.source),
            source_folder=SOURCE,
            commit=plan.commit,
            out=OUT,
        ),
        _FUNCTIONS.replace("@LOG@", LOG)
        .replace("@SOURCE@", SOURCE)
        .replace("@OUT@", OUT)
        .replace("@TMP@", TEMPORARY)
        .replace("@DOSSIER@", quote(dossier.path)),
        *_steps(plan),
        _TAIL.format(out=OUT),
    ]
    return "\n".join(parts)


def _needs(plan: Plan) -> Iterator[str]:
    needs = "; ".join(plan.dossier.recipe.needs)
    if needs:
        yield f"# It needs: {printable(needs)}\n"
    if plan.minutes:
        yield f"# It takes about {plan.minutes:g} minutes, by the authors' estimate.\n"


def _steps(plan: Plan) -> Iterator[str]:
    left = plan.minutes
    for place, planned in enumerate(plan.steps, start=1):
        yield _step(planned, f"{place} of {len(plan.steps)}: {heading(planned, left)}")
        left -= planned.step.minutes or 0.0


def heading(planned: Planned, left: float) -> str:
    """What a step does and how long it takes; ``left`` are the minutes of it and all that follow."""
    text = " ".join(planned.step.does.split())
    minutes = planned.step.minutes
    if minutes is None:
        return text
    rest = f", {left:g} left" if left > minutes else ""
    return f"{text} (about {minutes:g} min{rest})"


def _step(planned: Planned, what: str) -> str:
    run = planned.step.run
    end = f"END OF STEP {planned.number}"
    while end in run.split("\n"):
        end += "."
    lines = [
        f"begin_step {planned.number} {quote(printable(what))}",
        f"IFS= read -r -d '' _step <<'{end}' || true",
        run.rstrip("\n"),
        end,
        'eval "$_step" < /dev/null',
    ]
    if planned.step.gives is not None:
        lines.append(f"take_file {quote(planned.step.gives)}")
    return "\n".join([*lines, "end_step", ""])
