import { Workplace } from './in-process';
import { SHOP } from './shop';

const DNS = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: dns, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress:
    - to:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
          podSelector: { matchLabels: { k8s-app: kube-dns } }
      ports: [{ port: 53, protocol: UDP }]
    - to: [{ ipBlock: { cidr: 10.20.0.0/16 } }]
      ports: [{ port: 443 }]
---
apiVersion: batch/v1
kind: Job
metadata: { name: web, namespace: jobs }
spec: { template: { metadata: { labels: { app: job } } } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: all, namespace: jobs }
spec: { podSelector: {}, policyTypes: [Ingress, Egress], egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 9 }] }] }
`;

const place = new Workplace({ 'shop.yaml': SHOP, 'more.yaml': SHOP + DNS });
afterAll(() => place.remove());

const WEB_TO_DB = 'shop/Deployment/web -> shop/StatefulSet/db';
const WORLD_TO_WEB = 'ip:0.0.0.0/0 -> shop/Deployment/web';
const WEB_TO_DNS = 'shop/Deployment/web -> pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns';
const WEB_TO_NET = 'shop/Deployment/web -> ip:10.20.0.0/16';
const JOB_TO_ANY = 'jobs/Job/web -> pods:*/*';

async function flowsOf(...filters: string[]): Promise<string[]> {
  const args = ['reach', './more.yaml', '--pod-cidr', '10.0.0.0/9', ...filters, '--format', 'json'];
  const { code, stdout, stderr } = await place.run(args);
  expect([code, stderr]).toEqual([0, '']);
  const { flows } = JSON.parse(stdout) as { flows: { from: string; to: string; verdict: string }[] };
  // A workload reaches itself, and the question here is about others.
  return flows.filter(({ from, to }) => from !== to).map(({ from, to }) => `${from} -> ${to}`);
}

test('without filters all connections are printed', async () => {
  expect((await flowsOf()).sort()).toEqual([JOB_TO_ANY, WEB_TO_DB, WEB_TO_DNS, WEB_TO_NET, WORLD_TO_WEB].sort());
});

test.each([
  ['a name, in whatever namespace', ['--from', 'web'], [JOB_TO_ANY, WEB_TO_DB, WEB_TO_DNS, WEB_TO_NET]],
  ['namespace/name', ['--from', 'shop/web'], [WEB_TO_DB, WEB_TO_DNS, WEB_TO_NET]],
  ['an id', ['--to', 'shop/StatefulSet/db'], [WEB_TO_DB]],
  ['two values of one option, either of which will do', ['--to', 'db', '--to', 'shop/web'], [WEB_TO_DB, WORLD_TO_WEB]],
  ['two options, both of which must fit', ['--from', 'shop/web', '--to', 'db'], [WEB_TO_DB]],
  ['a network that overlaps', ['--to', 'ip:10.0.0.0/8'], [WEB_TO_NET]],
  ['an address', ['--from', 'ip:203.0.113.7'], [WORLD_TO_WEB]],
  ['an IPv6 address, which 0.0.0.0/0 has not', ['--from', 'ip:2001:db8::1'], []],
  ['the internet, which has no private networks', ['--from', 'internet'], [WORLD_TO_WEB]],
  ['the internet as a destination', ['--to', 'internet'], []],
  ['all unknown pods', ['--to', 'pods:'], [JOB_TO_ANY, WEB_TO_DNS]],
  ['some unknown pods', ['--to', 'pods:kube-system/k8s-app=kube-dns'], [WEB_TO_DNS]],
  ['some unknown pods, spelled in full', ['--to', WEB_TO_DNS.split(' -> ')[1]], [WEB_TO_DNS]],
  ['a namespace', ['--namespace', 'jobs'], [JOB_TO_ANY]],
  ['two namespaces', ['-n', 'jobs', '-n', 'shop', '--to', 'pods:'], [JOB_TO_ANY, WEB_TO_DNS]],
])('filters by %s', async (_, filters, expected) => {
  expect((await flowsOf(...filters)).sort()).toEqual([...expected].sort());
});

test.each([['table'], ['csv'], ['md'], ['dot'], ['mermaid']])('prints %s', async (format) => {
  const { code, stdout, stderr } = await place.run(['reach', './shop.yaml', '--format', format]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatchSnapshot();
});

test('what the manifests leave open is undefined, with its reason', async () => {
  const { stdout } = await place.run(['reach', '-'], {
    stdin: SHOP.replace('ports: [{ port: 8080 }]', 'ports: [{ port: 8080 }, { port: 9090 }]').replace(
      'egress:\n    - to: [{ podSelector: { matchLabels: { app: db } } }]',
      'egress:\n    - to: [{ ipBlock: { cidr: 10.0.0.0/8 } }]',
    ),
  });
  expect(stdout).toMatch(/^shop\/Deployment\/web +shop\/StatefulSet\/db +5432\/TCP +undefined \(1\)$/m);
  expect(stdout).toMatch(/\n\(1\) an ipBlock decides/);
});

test('prints the same twice', async () => {
  const first = await place.run(['reach', './more.yaml', '--format', 'json']);
  expect(await place.run(['reach', './more.yaml', '--format', 'json'])).toEqual(first);
});

test('a reader that goes away ends the work, and is no error', async () => {
  const pods = Array.from({ length: 60 }, (_, i) => `apiVersion: v1\nkind: Pod\nmetadata: { name: pod-${i} }\n`);
  const stdin = pods.join('---\n');
  const whole = await place.run(['reach', '-', '--format', 'json'], { stdin });
  const cut = await place.run(['reach', '-', '--format', 'json'], { stdin, readerLeavesAfter: 1 });
  expect(cut.code).toEqual(0);
  expect(cut.stdout.length).toBeLessThan(whole.stdout.length / 2);
});

describe('progress', () => {
  const pods = Array.from({ length: 40 }, (_, i) => `apiVersion: v1\nkind: Pod\nmetadata: { name: pod-${i} }\n`);
  const stdin = pods.join('---\n');

  test('is shown on a terminal in a run of more than a second, and taken away before the result', async () => {
    const { stderr } = await place.run(['reach', '-'], { stdin, isTerminal: true, tick: 1100 });
    expect(stderr).toContain('\r\u001b[Kreading stdin (1 of 1)');
    expect(stderr).toMatch(/\r\u001b\[K\d+ connections/);
    expect(stderr).toMatch(/\r\u001b\[K(warning: [^\r]*)?$/);
  });

  test.each([
    ['in a short run', { isTerminal: true, tick: 0 }],
    ['where nobody looks', { isTerminal: false, tick: 600 }],
  ])('is not shown %s', async (_, surroundings) => {
    const { stderr } = await place.run(['reach', '-'], { stdin, ...surroundings });
    expect(stderr).toEqual('warning: no NetworkPolicy in the input: everybody may talk to everybody\n');
  });

  test('is shown at once before a text that takes long', async () => {
    const long = `${stdin}# ${'x'.repeat(1_000_000)}\n`;
    const { stderr } = await place.run(['reach', '-'], { stdin: long, isTerminal: true });
    expect(stderr).toMatch(/^\r\u001b\[Kreading stdin \(1 of 1\)\r\u001b\[Kwarning/);
  });
});
