import { deployments } from './deployments';
import { Workplace } from './in-process';

const WORKLOADS = deployments('web', 'api');

const DNS = `
    - toEndpoints: [{ matchLabels: { "k8s:io.kubernetes.pod.namespace": kube-system, k8s-app: kube-dns } }]
      toPorts: [{ ports: [{ port: "53", protocol: UDP }], rules: { dns: [{ matchPattern: "*" }] } }]`;

function cilium(egress: string): string {
  return `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: web } }
  egress:${DNS}
${egress}`;
}

const toNames = (...names: string[]): string =>
  cilium(`    - toFQDNs: [${names.join(', ')}]
      toPorts: [{ ports: [{ port: "443", protocol: TCP }] }]
`);
const STRIPE = '{ matchName: api.stripe.com }';

/** What administrators say about what the API takes from the web. */
function admin(...actions: string[]): string {
  const rules = actions.map(
    (action) =>
      `    - { action: ${action}, from: [{ pods: { podSelector: { matchLabels: { app: web } } } }], protocols: [{ tcp: { destinationPort: { number: 8080 } } }] }\n`,
  );
  return `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: guard }
spec:
  tier: Admin
  priority: 10
  subject: { pods: { podSelector: { matchLabels: { app: api } } } }
  ingress:
${rules.length === 0 ? '    []\n' : rules.join('')}`;
}

const API_CLOSED = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec: { podSelector: { matchLabels: { app: api } }, policyTypes: [Ingress] }
`;

function layer7(rules: string): string {
  return `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api } }
  ingress:
    - fromEndpoints: [{ matchLabels: { app: web } }]
      toPorts: [{ ports: [{ port: "8080", protocol: TCP }]${rules === '' ? '' : `, rules: { http: [${rules}] }`} }]
`;
}
const HEALTH = '{ method: GET, path: /health }';
const ORDERS = '{ method: POST, path: /orders }';

interface Change {
  readonly kind: string;
  readonly risk: string;
  readonly from: string;
  readonly to: string;
}

/** The changes between two folders, as the command prints them. */
async function diff(before: string, after: string): Promise<{ code: number; stderr: string; changes: Change[] }> {
  const place = new Workplace({ 'old/a.yaml': WORKLOADS + before, 'new/a.yaml': WORKLOADS + after });
  try {
    const { code, stdout, stderr } = await place.run([
      'diff',
      './old',
      './new',
      '--format',
      'json',
      '--fail-on',
      'added',
    ]);
    if (stdout === '') throw new Error(stderr);
    const { changes } = JSON.parse(stdout) as { changes: Change[] };
    return { code, stderr, changes };
  } finally {
    place.remove();
  }
}

/** The changes that are not about addresses: these are undefined wherever a name is opened. */
async function diffOfEnds(before: string, after: string): Promise<Awaited<ReturnType<typeof diff>>> {
  const found = await diff(before, after);
  return { ...found, changes: found.changes.filter(({ from, to }) => !`${from}${to}`.includes('ip:')) };
}

describe('names', () => {
  test('a new one opens the internet', async () => {
    const { code, stderr, changes } = await diff(toNames(STRIPE), toNames(STRIPE, '{ matchName: exfil.example.com }'));
    expect(changes).toEqual([
      expect.objectContaining({ kind: 'added', risk: 'internet', to: 'name:exfil.example.com', verdict: 'allow' }),
    ]);
    expect([code, stderr]).toEqual([1, '--fail-on added: 1 of 1 changes\n']);
  });

  test('--fail-on internet finds it, and Markdown shows it in full view', async () => {
    const place = new Workplace({
      'old.yaml': WORKLOADS + toNames(STRIPE),
      'new.yaml': WORKLOADS + toNames(STRIPE, '{ matchPattern: "*.example.com" }'),
    });
    const { code, stdout } = await place.run([
      'diff',
      './old.yaml',
      './new.yaml',
      '--format',
      'md',
      '--fail-on',
      'internet',
    ]);
    place.remove();
    expect(code).toEqual(1);
    expect(stdout).toContain('**1 opening to or from the internet.**');
    expect(stdout).toContain('#### May reach the internet (1)\n');
    expect(stdout).toContain('`name:*.example.com`');
  });

  test('one of the cloud’s own network, or of a zone that no public DNS server has, is outside and no internet', async () => {
    const { changes } = await diffOfEnds(
      toNames(STRIPE),
      toNames(STRIPE, '{ matchName: db.corp }', '{ matchName: x.cache.amazonaws.com }', '{ matchName: ldap.internal }'),
    );
    expect(changes.map(({ to, risk }) => [to, risk])).toEqual([
      ['name:db.corp', 'outside'],
      ['name:ldap.internal', 'outside'],
      ['name:x.cache.amazonaws.com', 'outside'],
    ]);
  });

  test.each(['privatelink.exfil.example.com', 'x.blob.core.windows.net', 'a.rds.amazonaws.com', 'corp.example.com'])(
    '%s may be anybody’s: internet',
    async (name) => {
      const { changes } = await diff(toNames(STRIPE), toNames(STRIPE, `{ matchName: ${name} }`));
      expect(changes.map(({ to, risk }) => [to, risk])).toEqual([[`name:${name}`, 'internet']]);
    },
  );

  test('one that a pattern of before stands for opens nothing', async () => {
    const { code, changes } = await diff(
      toNames('{ matchPattern: "*.stripe.com" }'),
      toNames('{ matchName: api.stripe.com }'),
    );
    expect(changes.map(({ kind, to, risk }) => [kind, to, risk])).toEqual([
      ['removed', 'name:*.stripe.com', 'closed'],
      ['added', 'name:api.stripe.com', 'closed'],
    ]);
    expect(code).toEqual(0);
  });

  test('a pattern in place of a name opens more', async () => {
    const { code, changes } = await diff(toNames(STRIPE), toNames('{ matchPattern: "*.stripe.com" }'));
    expect(changes.map(({ kind, to, risk }) => [kind, to, risk])).toEqual([
      ['added', 'name:*.stripe.com', 'internet'],
      ['removed', 'name:api.stripe.com', 'closed'],
    ]);
    expect(code).toEqual(1);
  });

  test('a pattern that stands for several labels in place of one is widened', async () => {
    const [narrow, wide] = ['"*.stripe.com"', '"**.stripe.com"'].map((each) => toNames(`{ matchPattern: ${each} }`));
    expect(await diff(narrow, wide)).toMatchObject({
      code: 1,
      changes: [{ kind: 'changed', risk: 'internet', to: 'name:*.stripe.com', names: 'widened' }],
    });
    expect(await diff(wide, narrow)).toMatchObject({
      code: 0,
      changes: [{ kind: 'changed', risk: 'closed', to: 'name:*.stripe.com', names: 'narrowed' }],
    });
  });

  test('what confines pods to a name that they reached before opens nothing', async () => {
    const { code, changes } = await diff('', toNames(STRIPE));
    expect(changes.filter(({ risk }) => risk !== 'closed')).toEqual([]);
    expect(changes).toContainEqual(
      expect.objectContaining({ kind: 'added', risk: 'closed', to: 'name:api.stripe.com' }),
    );
    expect(changes).toContainEqual(
      expect.objectContaining({ kind: 'added', risk: 'closed', to: expect.stringMatching(/^pods:/) as string }),
    );
    expect(code).toEqual(0);
  });

  test('another port of a name is opened', async () => {
    const { changes } = await diffOfEnds(toNames(STRIPE), toNames(STRIPE).replace('"443"', '"22"'));
    expect(changes).toMatchObject([{ kind: 'changed', risk: 'internet', to: 'name:api.stripe.com' }]);
  });
});

describe('entities and nodes', () => {
  const entity = (name: string): string => cilium(`    - toEntities: [${name}]\n`);

  test('the world is the internet', async () => {
    const { code, changes } = await diff(cilium(''), entity('world'));
    expect(changes.map(({ risk, to }) => [risk, to])).toEqual([
      ['internet', 'ip:0.0.0.0/0'],
      ['internet', 'ip:::/0'],
    ]);
    expect(code).toEqual(1);
  });

  test.each(['kube-apiserver', 'host', 'remote-node'])('%s is outside', async (name) => {
    const { code, changes } = await diffOfEnds(cilium(''), entity(name));
    expect(changes.map(({ kind, risk, to }) => [kind, risk, to])).toEqual([['added', 'outside', `entity:${name}`]]);
    expect(code).toEqual(1);
  });

  test('nodes are outside', async () => {
    const nodes = (action: string): string => `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: nodes }
spec:
  tier: Admin
  priority: 10
  subject: { namespaces: {} }
  egress: [{ action: ${action}, to: [{ nodes: { matchLabels: { pool: db } } }] }]
`;
    expect(await diffOfEnds(nodes('Deny'), nodes('Accept'))).toMatchObject({
      code: 1,
      changes: [
        { kind: 'added', risk: 'outside', from: 'shop/Deployment/api', to: 'nodes:pool=db' },
        { kind: 'added', risk: 'outside', from: 'shop/Deployment/web', to: 'nodes:pool=db' },
      ],
    });
    expect(await diffOfEnds('', nodes('Accept'))).toMatchObject({ code: 0, changes: [{ risk: 'closed' }, {}] });
  });
});

describe('what administrators decide', () => {
  const diffOfPair = async (before: string, after: string): Promise<Awaited<ReturnType<typeof diff>>> => {
    const found = await diff(before, after);
    const changes = found.changes.filter(
      ({ from, to }) => from === 'shop/Deployment/web' && to === 'shop/Deployment/api',
    );
    return { ...found, changes };
  };

  test.each([
    ['a Deny that is gone', admin('Deny'), admin()],
    ['a Pass in place of a Deny', admin('Deny'), admin('Pass')],
    ['a Pass before a Deny', admin('Deny'), admin('Pass', 'Deny')],
    ['an Accept before a Deny', admin('Deny'), admin('Accept', 'Deny')],
  ])('%s opens what it closed', async (_, before, after) => {
    const { code, changes } = await diffOfPair(before, after);
    expect(changes).toMatchObject([{ kind: 'changed', risk: 'inside', verdict: 'allow' }]);
    expect(code).toEqual(1);
  });

  test('a new Accept opens what NetworkPolicies close', async () => {
    const { code, changes } = await diffOfPair(API_CLOSED, `${admin('Accept')}${API_CLOSED}`);
    expect(changes).toMatchObject([
      { kind: 'added', risk: 'inside', verdict: 'allow', after: [{ protocol: 'TCP', port: 8080, endPort: 8080 }] },
    ]);
    expect(code).toEqual(1);
  });

  test('a new Deny closes', async () => {
    const { code, changes } = await diff('', admin('Deny'));
    expect(changes.filter(({ risk }) => risk !== 'closed')).toEqual([]);
    expect(changes).toContainEqual(
      expect.objectContaining({ kind: 'changed', from: 'shop/Deployment/web', to: 'shop/Deployment/api' }),
    );
    expect(code).toEqual(0);
  });

  test('a Pass says nothing new where nothing is asked after it', async () => {
    expect(await diff('', admin('Pass'))).toMatchObject({ code: 0 });
    expect((await diffOfPair('', admin('Pass'))).changes).toEqual([]);
  });
});

describe('layer 7', () => {
  const change = { from: 'shop/Deployment/web', to: 'shop/Deployment/api' };

  test.each([
    ['what falls away', layer7(HEALTH), layer7(''), { verdictBefore: 'allow', onlyBefore: ['HTTP GET /health'] }],
    [
      'what is widened',
      layer7(HEALTH),
      layer7(`${HEALTH}, ${ORDERS}`),
      { only: ['HTTP GET /health', 'HTTP POST /orders'], onlyBefore: ['HTTP GET /health'] },
    ],
    [
      'what is another part',
      layer7(HEALTH),
      layer7(ORDERS),
      { only: ['HTTP POST /orders'], onlyBefore: ['HTTP GET /health'] },
    ],
  ])('%s opens', async (_, before, after, parts) => {
    expect(await diff(before, after)).toMatchObject({
      code: 1,
      changes: [{ kind: 'changed', risk: 'inside', ...change, verdict: 'allow', ...parts }],
    });
  });

  test.each([
    ['what is new', layer7(''), layer7(HEALTH), { verdictBefore: 'allow', only: ['HTTP GET /health'] }],
    [
      'what is narrowed',
      layer7(`${HEALTH}, ${ORDERS}`),
      layer7(HEALTH),
      { only: ['HTTP GET /health'], onlyBefore: ['HTTP GET /health', 'HTTP POST /orders'] },
    ],
  ])('%s closes', async (_, before, after, parts) => {
    expect(await diff(before, after)).toMatchObject({
      code: 0,
      changes: [{ kind: 'changed', risk: 'closed', ...change, verdict: 'allow', ...parts }],
    });
  });

  test('one port of two that is narrowed opens nothing', async () => {
    const two = layer7('').replace('[{ port: "8080"', '[{ port: "9090", protocol: TCP }, { port: "8080"');
    const one = two.replace(
      '{ port: "9090", protocol: TCP }, { port: "8080", protocol: TCP }] }]',
      `{ port: "9090", protocol: TCP }] }, { ports: [{ port: "8080", protocol: TCP }], rules: { http: [${HEALTH}] } }]`,
    );
    const { code, changes } = await diff(two, one);
    expect(changes.map(({ kind, risk }) => [kind, risk])).toEqual([
      ['changed', 'closed'],
      ['added', 'closed'],
    ]);
    expect(code).toEqual(0);
  });

  test('the table says from what to what', async () => {
    const place = new Workplace({ 'a.yaml': WORKLOADS + layer7(HEALTH), 'b.yaml': WORKLOADS + layer7('') });
    const there = await place.run(['diff', './a.yaml', './b.yaml']);
    const back = await place.run(['diff', './b.yaml', './a.yaml', '--format', 'md']);
    place.remove();
    expect(there.stdout).toContain('8080/TCP: allow (only HTTP GET /health) -> allow  allow\n');
    expect(back.stdout).toContain('changed, only HTTP GET /health');
    expect(back.stdout).toContain('8080/TCP: allow -> allow (only HTTP GET /health)');
  });
});
