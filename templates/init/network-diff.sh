#!/usr/bin/env bash
# What does this branch open? Usage: network-diff.sh [base branch], default: origin/main
set -euo pipefail

base=$(git merge-base "${1:-origin/main}" HEAD)
work=$(mktemp -d)
trap 'git worktree remove --force "$work/base" 2> /dev/null || true; rm -rf "$work"' EXIT

# The base branch gets a directory of its own: nothing in this one is touched.
git worktree add --quiet --detach "$work/base" "$base"
if [ -f "$work/base/cdk8s.yaml" ]; then
  (cd "$work/base" && npm ci --silent && npx cdk8s synth --output "$work/old") >&2
else
  # The app is new: there is nothing to compare with.
  : > "$work/old"
fi
npx cdk8s synth --output "$work/new" >&2

npx --no service-patterns diff "$work/old" "$work/new" --format md --fail-on internet
