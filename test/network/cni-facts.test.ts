import { readFileSync } from 'fs';
import { join } from 'path';
import { Cni } from '../../src';
import { CNI_FACTS } from '../../src/network/cni-facts';

/** Rows of the table of plugins in the docs, by the name of the member: what the cell says of enforcement. */
function documented(): Record<string, string> {
  const docs = readFileSync(join(__dirname, '../../docs/cluster-profile.md'), 'utf8');
  const section = docs.slice(docs.indexOf('## Network plugins'), docs.indexOf('## Versions of Kubernetes'));
  const rows = [...section.matchAll(/^\| `([A-Z0-9_]+)` \| ([^|]+) \| \[source\]\(([^)]+)\) \|$/gm)];
  return Object.fromEntries(rows.map(([, name, text, source]) => [name, `${text} (${source})`]));
}

test('the docs say of each plugin what the table knows of it, with its source', () => {
  const known = Object.entries(Cni).map(([name, cni]) => {
    const { enforces, on, source } = CNI_FACTS[cni];
    const words = { yes: on === undefined ? 'yes' : `yes; ${on}`, no: `no ${on}`, depends: on }[enforces];
    return [name, `${words} (${source})`];
  });
  expect(documented()).toEqual(Object.fromEntries(known));
});

test('each plugin has a page that says so', () => {
  for (const { source } of Object.values(CNI_FACTS)) expect(source).toMatch(/^https:\/\/[a-z0-9.]+\/\S+$/);
});

test('what a plugin depends on is said', () => {
  const unsaid = Object.values(Cni).filter(
    (cni) => CNI_FACTS[cni].enforces !== 'yes' && CNI_FACTS[cni].on === undefined,
  );
  expect(unsaid).toEqual([]);
});
