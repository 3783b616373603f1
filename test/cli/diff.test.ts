import { Workplace } from './in-process';
import { SHOP, SHOP_OPEN_TO_ALL, SHOP_OPEN_TO_OFFICE } from './shop';

const place = new Workplace({
  'shop.yaml': SHOP,
  'office.yaml': SHOP_OPEN_TO_OFFICE,
  'all.yaml': SHOP_OPEN_TO_ALL,
  'wider.yaml': SHOP_OPEN_TO_OFFICE.replace(
    'cidr: 198.51.100.0/24 } }]\n      ports: [{ port: 5432 }]',
    'cidr: 198.51.100.0/24 } }]\n      ports: [{ port: 5432 }, { port: 22 }]',
  ),
});
afterAll(() => place.remove());

test('what is new is listed with its risk', async () => {
  expect(await place.run(['diff', './shop.yaml', './office.yaml'])).toEqual({
    code: 0,
    stdout: `CHANGE  RISK     FROM                TO                   PORTS     VERDICT
added   outside  ip:198.51.100.0/24  shop/StatefulSet/db  5432/TCP  allow

1 added, 0 changed, 0 removed
`,
    stderr: '',
  });
});

test('what has other ports is listed with both', async () => {
  const { stdout } = await place.run(['diff', './office.yaml', './wider.yaml']);
  expect(stdout).toContain('5432/TCP -> 22/TCP, 5432/TCP');
});

test('standard input may be either side', async () => {
  const old = await place.run(['diff', '-', './office.yaml', '--format', 'json'], { stdin: SHOP });
  expect(JSON.parse(old.stdout).changes).toHaveLength(1);
  const young = await place.run(['diff', './office.yaml', '-', '--format', 'json'], { stdin: SHOP });
  expect(JSON.parse(young.stdout).changes).toMatchObject([{ kind: 'removed', risk: 'closed' }]);
});

test('a new app is compared with nothing', async () => {
  const { code, stdout } = await place.run(['diff', '/dev/null', './shop.yaml', '--format', 'json']);
  expect(code).toEqual(0);
  const { changes } = JSON.parse(stdout) as { changes: { kind: string }[] };
  expect(changes.map(({ kind }) => kind)).toEqual(changes.map(() => 'added'));
  expect(changes.length).toBeGreaterThan(1);
});

test('the Markdown of a pull request shows what the internet reaches', async () => {
  const { stdout } = await place.run(['diff', './shop.yaml', './all.yaml', '--format', 'md']);
  expect(stdout).toMatchSnapshot();
});

test.each([
  ['added', 'something opened', './shop.yaml', './office.yaml', 1, '--fail-on added: 1 of 1 changes\n'],
  ['added', 'more ports', './office.yaml', './wider.yaml', 1, '--fail-on added: 1 of 1 changes\n'],
  ['added', 'something closed', './office.yaml', './shop.yaml', 0, ''],
  ['added', 'fewer ports', './wider.yaml', './office.yaml', 0, ''],
  ['added', 'nothing', './shop.yaml', './shop.yaml', 0, ''],
  ['internet', 'the office let in', './shop.yaml', './office.yaml', 0, ''],
  ['internet', 'everybody let in', './shop.yaml', './all.yaml', 1, '--fail-on internet: 2 of 3 changes\n'],
])('--fail-on %s with %s', async (what, _, before, after, code, stderr) => {
  expect(await place.run(['diff', before, after, '--fail-on', what])).toMatchObject({ code, stderr });
});

describe('NEW without any workload', () => {
  const policies = SHOP.slice(SHOP.indexOf('apiVersion: networking.k8s.io/v1'));

  test.each([
    ['nothing', ''],
    ['a comment', '# helm rendered nothing\n'],
    ['policies alone', policies],
  ])('passes no gate: %s', async (_, stdin) => {
    expect(await place.run(['diff', './shop.yaml', '-', '--fail-on', 'added'], { stdin })).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'stdin: got no workload; allowed: manifests with at least one workload. Fix: add --allow-empty if nothing is to be left\n' +
        '1 problem in the input; nothing was judged\n',
    });
  });

  test('is compared if --allow-empty says that it is meant', async () => {
    const { code, stdout } = await place.run([
      'diff',
      './shop.yaml',
      '/dev/null',
      '--allow-empty',
      '--fail-on',
      'added',
    ]);
    expect(code).toEqual(0);
    expect(stdout).toMatch(/\n0 added, 0 changed, \d+ removed\n$/);
  });
});

test('a Job that a release names anew is no new connection', async () => {
  const release = (hash: string, port: number): string => `
apiVersion: batch/v1
kind: Job
metadata: { name: migrate-${hash}, namespace: shop }
spec:
  template:
    metadata: { labels: { app.kubernetes.io/name: migrate } }
    spec: { containers: [{ name: migrate, image: 'a/b:1' }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: migrate, namespace: shop }
spec:
  podSelector: { matchLabels: { app.kubernetes.io/name: migrate } }
  policyTypes: [Ingress, Egress]
  egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: ${port} }] }]
`;
  const compare = async (after: string): Promise<unknown> => {
    const args = ['diff', './old-release.yaml', './new-release.yaml', '--format', 'json', '--fail-on', 'added'];
    const releases = new Workplace({ 'old-release.yaml': release('3f9c2a', 5432), 'new-release.yaml': after });
    const { code, stdout } = await releases.run(args);
    releases.remove();
    return [code, (JSON.parse(stdout) as { changes: object[] }).changes];
  };
  expect(await compare(release('8be01d', 5432))).toEqual([0, []]);
  // What it opens is still seen, under its new name.
  expect(await compare(release('8be01d', 3306))).toMatchObject([
    1,
    [{ kind: 'changed', from: 'shop/Job/migrate-8be01d', before: [{ port: 5432 }], after: [{ port: 3306 }] }],
  ]);
});
