#!/bin/sh
# Makes the symbols in this folder anew with Zint (Debian package zint, 2.11.1): a writer that shares
# nothing with our reader. One file a symbol: a line with what it says in hexadecimal, then its
# modules row by row, X for a dark one. Needs zint, xxd and python3.
set -eu
cd "$(dirname "$0")"

# make NAME TEXT ZINT-OPTIONS… ; TEXT as printf takes it: \NNN is a byte in octal.
make() {
  name=$1 text=$2
  shift 2
  printf "$text" >"$work/said"
  zint "$@" -i "$work/said" --binary --scale=1 -o "$work/drawn.svg"
  python3 - "$name" "$work" <<'PY'
import re, sys
name, work = sys.argv[1:]
said = open(work + "/said", "rb").read()
svg = open(work + "/drawn.svg").read()
unit = 2.0  # Zint draws a module two units wide at scale 1; only modules have no fill of their own.
dark = set()
rect = r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" />'
for x, y, w, h in re.findall(rect, svg):
    x, y, w, h = (round(float(v) / unit) for v in (x, y, w, h))
    dark |= {(x + i, y + j) for i in range(w) for j in range(h)}
width, height = re.search(r'<svg width="([\d.]+)" height="([\d.]+)"', svg).groups()
columns, rows = round(float(width) / unit), round(float(height) / unit)
row = lambda y: "".join("X" if (x, y) in dark else "." for x in range(columns))
open(name + ".txt", "w").write("\n".join([said.hex(), *map(row, range(rows))]) + "\n")
PY
}

repeat() { # TEXT COUNT
  i=0
  while [ "$i" -lt "$2" ]; do printf '%s' "$1"; i=$((i + 1)); done
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Every way of writing that a Data Matrix has; the writer chooses it by the text.
make dm-ascii 'aB3.9' -b 71
make dm-digits '12345678901234567890' -b 71
make dm-capitals 'SPECIMEN OF A PASS 2026 OF NOBODY' -b 71
make dm-small 'specimen of a pass that nobody has' -b 71
make dm-x12 'A*B>C*1234567>ABCDEF*GHIJKL' -b 71
make dm-edifact 'UNB+IATB:1+6XPPC+LHPPC+940101:0950+1' -b 71
make dm-bytes '\334\003\200\377\000\376\303\050\240\241\220\221\351\035\036\004' -b 71
make dm-latin 'Na\357ve caf\351 \340 No\353l' -b 71
make dm-separators 'AB\035CD12\037' -b 71

# A French vaccination certificate of nobody, its signature made up: fields of ANTS, 2D-Doc 3.1.
make dm-2d-doc 'DC04FR0000011EED1EECL101FRL0TESTER\035L1ANNA/MARIA\035L231031979L3COVID-19\035L4J07BX03\035L5COMIRNATY PFIZER/BIONTECH\035L6COMIRNATY\035L71L81L901032021LACO\037E3RCXGC7NHOKVAF4VVGNVT2XBBOVB7ISYKHZ2O5X62Z5A5ZCYRX2WMUFCKXDXZ' -b 71

# Sizes: one region, several, several blocks; rectangles, old and new.
make dm-10 'A' -b 71 --vers=1
make dm-26 'A' -b 71 --vers=9
make dm-32 'TWO BY TWO REGIONS' -b 71 --vers=10
make dm-52 'TWO BLOCKS' -b 71 --vers=15
make dm-72 'FOUR BLOCKS' -b 71 --vers=17
make dm-104 "$(repeat 'SIX BLOCKS ' 90)" -b 71 --vers=21
make dm-144 "$(repeat 'TEN BLOCKS ' 150)" -b 71 --vers=24
make dm-8x18 'A' -b 71 --vers=25
make dm-8x32 'AB' -b 71 --vers=26
make dm-16x48 'RECTANGLE' -b 71 --vers=30
make dm-8x64 'LONGER' -b 71 --vers=32
make dm-26x64 "$(repeat 'LONGER ' 12)" -b 71 --vers=48

# Aztec: both kinds, every size of word, every table.
make az-compact-1 'A' -b 92 --vers=1
make az-compact-2 'Tables: Aa1 @~. !' -b 92 --vers=2
make az-compact-3 '\334\003\200\377\376\303\050\221\351' -b 92 --vers=3
make az-compact-4 "$(repeat 'Ab1. ' 12)" -b 92 --vers=4
make az-full-1 'FULL' -b 92 --vers=5
make az-full-4 'M1NOBODY/ANY MRS      EZZZZZZ AAABBBZZ 0001 001Y001A0001 100' -b 92 --vers=8
make az-full-5 "$(repeat 'HC1:6BF+70790T9W ' 6)" -b 92 --vers=9
make az-full-9 "$(repeat 'layers of ten bits, ' 10)" -b 92 --vers=13
make az-full-23 "$(repeat 'Layers of 12 bits. ' 50)" -b 92 --vers=27
make az-full-32 "$(repeat 'Thirty-two layers. ' 100)" -b 92 --vers=36
make az-long-bytes "$(repeat '\001\376\200' 40)" -b 92
