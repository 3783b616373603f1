import { deployments } from './deployments';
import { Workplace } from './in-process';
import { SHOP, SHOP_OPEN_TO_ALL, SHOP_OPEN_TO_OFFICE } from './shop';
import { sarifErrors } from '../render/sarif-schema';

interface Result {
  readonly ruleId: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [
    {
      readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: object };
      readonly logicalLocations: readonly [{ readonly fullyQualifiedName: string }];
    },
  ];
  readonly relatedLocations?: readonly { readonly message: { readonly text: string } }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

const POLICY = (
  name: string,
  direction: 'Ingress' | 'Egress',
  rule: string,
): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}-${direction.toLowerCase()}, namespace: shop }
spec:
  podSelector: { matchLabels: { app: ${name} } }
  policyTypes: [${direction}]
  ${direction.toLowerCase()}:
    - ${rule}
---
`;
const CLOSED =
  POLICY('a', 'Egress', '{ ports: [{ port: 1 }], to: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }') +
  POLICY('a', 'Ingress', '{ ports: [{ port: 1 }], from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }');

const place = new Workplace({ 'shop.yaml': SHOP, 'office.yaml': SHOP_OPEN_TO_OFFICE, 'all.yaml': SHOP_OPEN_TO_ALL });
afterAll(() => place.remove());

async function resultsOf(before: string, after: string): Promise<readonly Result[]> {
  place.write('before.yaml', before);
  place.write('after.yaml', after);
  const { stdout, code } = await place.run(['diff', './before.yaml', './after.yaml', '--format', 'sarif']);
  const log = JSON.parse(stdout) as { runs: [{ results: Result[] }] };
  expect([code, sarifErrors(log)]).toEqual([0, []]);
  return log.runs[0].results;
}

const placeOf = ({ locations: [{ physicalLocation }] }: Result): string => {
  const { artifactLocation, region } = physicalLocation;
  return `${artifactLocation.uri}:${(region as { startLine: number }).startLine}`;
};

test('each change that opens something is a result, the worst first, at the rule that opens it', async () => {
  const results = await resultsOf(SHOP, SHOP_OPEN_TO_ALL);
  expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ['internet-opened', 'error'],
    ['internet-opened', 'error'],
    ['cluster-opened', 'warning'],
  ]);
  const { length } = SHOP.split('\n');
  expect(results.map(placeOf)).toEqual([`after.yaml:${length}`, `after.yaml:${length}`, `after.yaml:${length}`]);
  expect(results[0].message.text).toBe(
    'opened: ip:0.0.0.0/0 to shop/StatefulSet/db on all, decided by shop/NetworkPolicy/db ingress[1]. Fix: if this is not meant, narrow shop/NetworkPolicy/db ingress[1]',
  );
  expect(results[0].locations[0].logicalLocations[0].fullyQualifiedName).toBe('ip:0.0.0.0/0 -> shop/StatefulSet/db');
});

test('what is outside is a warning', async () => {
  const [result] = await resultsOf(SHOP, SHOP_OPEN_TO_OFFICE);
  expect([result.ruleId, result.level]).toEqual(['outside-opened', 'warning']);
});

test('what is closed, or the same, is no result', async () => {
  expect(await resultsOf(SHOP_OPEN_TO_ALL, SHOP)).toEqual([]);
  expect(await resultsOf(SHOP, SHOP)).toEqual([]);
});

test('fingerprints stay when lines move, and are others for other ports', async () => {
  const of = async (after: string): Promise<object> => (await resultsOf(SHOP, after))[0].partialFingerprints;
  const [one, moved] = [await of(SHOP_OPEN_TO_OFFICE), await of(`\n\n${SHOP_OPEN_TO_OFFICE}`)];
  expect(moved).toEqual(one);
  expect(await of(SHOP_OPEN_TO_OFFICE.replace(/5432 \}\]\n$/, '5433 }]\n'))).not.toEqual(one);
});

describe('the place', () => {
  const two = deployments('a', 'b');
  const egress = POLICY('b', 'Egress', '{ to: [{ podSelector: { matchLabels: { app: a } } }] }');
  const ingress = POLICY('a', 'Ingress', '{ from: [{ podSelector: { matchLabels: { app: b } } }] }');

  test('is the rule that is new, where another one was there before; that one is related', async () => {
    const closedA = POLICY('a', 'Ingress', '{ from: [{ podSelector: { matchLabels: { app: c } } }] }');
    const closedB = POLICY('b', 'Egress', '{ to: [{ podSelector: { matchLabels: { app: c } } }] }');
    const [byIngress] = await resultsOf(two + egress + closedA, two + egress + ingress);
    expect([byIngress.ruleId, byIngress.level]).toEqual(['connection-opened', 'note']);
    expect(byIngress.message.text).toContain('narrow shop/NetworkPolicy/a-ingress ingress[0]');
    expect(byIngress.relatedLocations?.[0].message.text).toBe('shop/NetworkPolicy/b-egress egress[0]');
    const [byEgress] = await resultsOf(two + closedB + ingress, two + egress + ingress);
    expect(byEgress.message.text).toContain('narrow shop/NetworkPolicy/b-egress egress[0]');
  });

  test('is the workload where no policy isolates it any more', async () => {
    const results = await resultsOf(two + CLOSED, two);
    const found = results.find(({ message }) => message.text.startsWith('opened: ip:0.0.0.0/0'));
    expect(placeOf(found!)).toBe('after.yaml:1');
    expect(found!.message.text).toMatch(/Fix: if this is not meant, write a policy that selects shop\/Deployment\/a$/);
  });

  test('is the Service that a way in is new by', async () => {
    const service = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: LoadBalancer, selector: { app: a }, ports: [{ port: 80 }] }
---
`;
    const results = await resultsOf(two, two + service);
    expect(results.map(placeOf)).toEqual([`after.yaml:${two.split('\n').length}`]);
    expect(results[0].ruleId).toBe('internet-opened');
    expect(results[0].message.text).toMatch(
      /^opened: internet via shop\/Service\/web \(LoadBalancer\) to shop\/Deployment\/a on 80\/TCP/,
    );
    expect(results[0].message.text).toMatch(/Fix: if this is not meant, take away shop\/Service\/web$/);
  });
});

test('Code Quality has the same changes', async () => {
  const { stdout } = await place.run(['diff', './shop.yaml', './all.yaml', '--format', 'gitlab']);
  const issues = JSON.parse(stdout) as {
    check_name: string;
    severity: string;
    location: object;
    fingerprint: string;
  }[];
  expect(issues.map(({ check_name, severity }) => [check_name, severity])).toEqual([
    ['internet-opened', 'critical'],
    ['internet-opened', 'critical'],
    ['cluster-opened', 'major'],
  ]);
  expect(issues[0].location).toEqual({ path: 'all.yaml', lines: { begin: SHOP.split('\n').length } });
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(3);
});

test('the tool has a name of its own, so that nobody takes its alerts for those of check', async () => {
  const { stdout } = await place.run(['diff', './shop.yaml', './shop.yaml', '--format', 'sarif']);
  const [{ tool }] = (JSON.parse(stdout) as { runs: [{ tool: { driver: { name: string; rules: { id: string }[] } } }] })
    .runs;
  expect(tool.driver.name).toBe('service-patterns diff');
  expect(tool.driver.rules.map(({ id }) => id)).toEqual([
    'internet-opened',
    'cluster-opened',
    'outside-opened',
    'connection-opened',
  ]);
});

test('--fail-on says so beside any format', async () => {
  const { code, stderr } = await place.run([
    ...['diff', './shop.yaml', './all.yaml', '--format', 'sarif', '--fail-on', 'internet'],
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain('--fail-on internet: 2 of 3 changes\n');
});
