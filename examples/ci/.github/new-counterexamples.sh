#!/bin/sh
# Copies the counterexamples that a run has written or changed into a folder, with their paths: those that are committed as
# they are would overwrite, in the artefacts of one shard, what another shard has written.
set -eu
folder=${1:-new-counterexamples}
git -c core.quotepath=off ls-files --modified --others --exclude-standard -- '*__counterexamples__/*.json' |
  while IFS= read -r file; do
    mkdir -p "$folder/$(dirname "$file")"
    cp "$file" "$folder/$file"
    echo "$file"
  done
