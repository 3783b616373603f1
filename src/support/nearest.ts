/** The candidate that a mistyped word was probably meant to be; undefined if none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance >= bestDistance) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
}

/** The same for the name of a prop, which may be said with more words or fewer: `environment` for `env`. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const bare = withoutCase(name);
  const near = nearest(bare, candidates.map(withoutCase));
  if (near !== undefined) return candidates.find((candidate) => withoutCase(candidate) === near);
  const begins = (long: string, short: string): boolean => short.length >= 3 && long.startsWith(short);
  return candidates.find((candidate) => {
    const other = withoutCase(candidate);
    return begins(bare, other) || begins(other, bare);
  });
}

/** `image_pull_policy` and `imagePullPolicy` are one name. */
function withoutCase(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}

/** `did you mean "table"?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const found = nearest(word, candidates);
  return found === undefined ? undefined : `did you mean ${JSON.stringify(found)}?`;
}

/** How many letters must be added, dropped, replaced or swapped with their neighbour. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? beforeLast[j - 2] + 1 : Infinity;
      row.push(Math.min(replaced, swapped, last[j] + 1, row[j - 1] + 1));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}
