/**
 * The checker that every export carries, as its text: it travels inside the program, so that a packaged Tocsin needs no
 * file beside it. Only sh, awk, find, sha256sum and openssl; one pass of sha256sum over many files, never one process a
 * line, so that ten thousand entries take seconds.
 */
export const script = `#!/bin/sh
# Checks this folder: nothing in it was changed, removed, reordered or cut since it was exported.
# Needs sh, awk, find, sha256sum and openssl 3; no network. Prints what is wrong; ends with 0 when all is sound.
#   sh verify.sh                    checks against the public key in this folder
#   sh verify.sh FINGERPRINT        also that this is the key whose fingerprint you were given on another way
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")" || exit 2
for tool in awk find sha256sum openssl mktemp; do
  command -v "$tool" >/dev/null || { echo "missing: $tool"; exit 2; }
done
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM
mkdir "$work/body" "$work/link"
: >"$work/faults"
fault() { echo "FAULT  $*" >>"$work/faults"; }

# 1. The key, and what it signed.
print=$(openssl pkey -pubin -in public-key.pem -outform DER 2>/dev/null | sha256sum)
print=\${print%% *}
if [ $# -gt 0 ] && [ "$1" != "$print" ]; then fault "the key in this folder is not the one with fingerprint $1"; fi
for name in checkpoint.json:checkpoint.sig manifest.txt:manifest.sig; do
  openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in "\${name%%:*}" -sigfile "\${name##*:}" >/dev/null 2>&1 ||
    fault "\${name%%:*} is not what was signed"
done

# 2. Every file is as it was listed, and there is no other.
sha256sum -c manifest.txt 2>/dev/null | awk '!/: OK$/ { print "FAULT  " $0 }' >>"$work/faults"
find . -type f | awk -v manifest=manifest.txt '
  BEGIN {
    known["manifest.txt"] = known["manifest.sig"] = 1
    while ((getline line < manifest) > 0) known[substr(line, 67)] = 1
  }
  { sub(/^\\.\\//, ""); if (!($0 in known)) print "FAULT  " $0 " does not belong here" }' >>"$work/faults"

# 3. The journal: hash of each entry of the incident, link of each entry up to the checkpoint.
awk -v dir="$work/body" -v order="$work/bodies" '
  BEGIN { last = 0 }
  {
    if (!match($0, /"seq":[0-9]+}$/)) { print "FAULT  journal.jsonl line " NR " is not an entry"; next }
    seq = substr($0, RSTART + 6, RLENGTH - 7) + 0
    if (seq <= last) { print "FAULT  journal.jsonl line " NR " (entry " seq ") is out of order"; next }
    last = seq
    file = dir "/" seq
    ORS = ""; print $0 > file; close(file); ORS = "\\n"
  }' journal.jsonl >>"$work/faults"
awk -v dir="$work/link" '
  NR == 1 { if ($2 != "-" || length($3) != 64) print "FAULT  chain.txt does not begin as it should"; seq = $1; link = $3; next }
  {
    if ($1 != seq + 1) print "FAULT  chain.txt line " NR ": entry " seq + 1 " is missing"
    if (length($2) != 64 || length($3) != 64) print "FAULT  chain.txt line " NR " is not a link"
    file = dir "/" $1
    print link "\\n" $2 > file; close(file)
    seq = $1; link = $3
  }' chain.txt >>"$work/faults"
find "$work/body" -type f -exec sha256sum {} + >"$work/bodies"
find "$work/link" -type f -exec sha256sum {} + >"$work/links"
awk -v bodies="$work/bodies" -v links="$work/links" '
  function name(path) { sub(/.*\\//, "", path); return path }
  BEGIN {
    while ((getline line < bodies) > 0) body[name(line)] = substr(line, 1, 64)
    while ((getline line < links) > 0) link[name(line)] = substr(line, 1, 64)
    getline checkpoint < "checkpoint.json"
    if (match(checkpoint, /"link":"[0-9a-f]+"/)) endLink = substr(checkpoint, RSTART + 8, RLENGTH - 9)
    if (match(checkpoint, /"seq":[0-9]+/)) endSeq = substr(checkpoint, RSTART + 6, RLENGTH - 6)
  }
  NR == 1 { next }
  {
    if (link[$1] != $3) print "FAULT  entry " $1 ": its link does not follow from the entry before it"
    if ($4 == "+") {
      if (!($1 in body)) print "FAULT  entry " $1 " is missing from journal.jsonl"
      else if (body[$1] != $2) print "FAULT  entry " $1 " was changed"
      delete body[$1]; count++
    }
    seq = $1; last = $3
  }
  END {
    for (one in body) print "FAULT  entry " one " in journal.jsonl is not part of the chain"
    if (seq != endSeq || last != endLink) print "FAULT  the chain does not end at the signed checkpoint"
    print count + 0 > (bodies ".count")
  }' chain.txt >>"$work/faults"

# 4. Attachments: each is named after its own hash, and all that entries speak of are there.
if [ -d attachments ]; then
  find attachments -type f -exec sha256sum {} + | awk '
    { path = substr($0, 67); name = path; sub(/.*\\//, "", name); sub(/\\..*/, "", name)
      if (name != substr($0, 1, 64)) print "FAULT  " path " is not the file that was attached" }' >>"$work/faults"
  find attachments -type f >"$work/attached"
else
  : >"$work/attached"
fi
awk -v attached="$work/attached" '
  BEGIN { while ((getline line < attached) > 0) { sub(/.*\\//, "", line); sub(/\\..*/, "", line); have[line] = 1 } }
  { text = $0
    while (match(text, /"attachmentHash":"[0-9a-f]+"/)) {
      hash = substr(text, RSTART + 18, RLENGTH - 19); text = substr(text, RSTART + RLENGTH)
      if (!(hash in have) && !told[hash]++) print "FAULT  attachment " hash " is missing"
    } }' journal.jsonl >>"$work/faults"

if [ -s "$work/faults" ]; then
  cat "$work/faults"
  echo "NOT SOUND: this folder is not what was exported"
  exit 1
fi
echo "SOUND: $(cat "$work/bodies.count") entries of the incident, unbroken up to the signed checkpoint"
echo "key fingerprint (SHA-256): $print"
`;
