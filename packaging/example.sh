#!/usr/bin/env bash
# The main job on the example school without a screen: what `make example` runs, and `make run` where there is no screen.
set -euo pipefail
cd "$(dirname "$0")/.."

school=build/voorbeeld.lesobs
section=Wiskunde
lesobs=.venv/bin/lesobs
start=$(($(date +%Y) - ($(date +%-m) < 8)))
whole=$((start - 1))-$start # the last whole school year: its picture has the most to tell

heading() { printf '\n── %s ──\n' "$1"; }

rm -rf "$school"* build/pdf
mkdir -p build/pdf

"$lesobs" demo "$school"
heading "Lesbezoeken (de eerste twaalf regels)"
"$lesobs" visits "$school" | sed -n '1,12p'
heading "Sectiebeeld $section"
"$lesobs" picture "$school" --section "$section" --year "$whole"
heading "Kwaliteitskalender"
"$lesobs" calendar "$school"

write() { "$lesobs" report "$school" "$@" >/dev/null; }
settled='import json, sys; print(next(v["id"] for v in json.load(sys.stdin)["visits"] if v["state"] == "settled"))'
visit=$("$lesobs" visits "$school" --json | .venv/bin/python -c "$settled")
write visit --visit "$visit" --out build/pdf/lesbezoek.pdf
write section --section "$section" --year "$whole" --out build/pdf/sectiebeeld.pdf
write discussion --year "$whole" --out build/pdf/bespreekpakket.pdf
write planner --paper A4 --out build/pdf/jaarplanner-a4.pdf
write planner --paper A3 --out build/pdf/jaarplanner-a3.pdf
write month --out build/pdf/maand.pdf
write activities --out build/pdf/activiteiten.pdf

heading "Klaar"
printf 'Het schoolbestand: %s\nDe PDF-bestanden:\n' "$PWD/$school"
printf '  %s\n' "$PWD"/build/pdf/*.pdf
