import { having, identityOf, istio } from './reading';

const TARGETS = [{ kind: 'Service', group: '', name: 'api' }];
const WAYPOINT = 'cluster.local/ns/shop/sa/gate';
const CLIENT = 'cluster.local/ns/shop/sa/web';

function from(...principals: string[]): object {
  return { from: [{ source: { principals } }] };
}

function to(...ports: string[]): object {
  return { to: [{ operation: { ports } }] };
}

/** The policy of the pods, which lets the waypoint in. */
const OF_PODS = istio({ rules: [{ ...from(WAYPOINT), ...to('8080') }] });

function service(more: { labels?: object; ports?: readonly object[] } = {}): string {
  const { labels = { 'istio.io/use-waypoint': 'gate' }, ports = [{ name: 'http', port: 80, targetPort: 8080 }] } = more;
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'api', namespace: 'shop', labels },
    spec: { selector: { app: 'api' }, ports },
  });
}

function atWaypoint(spec: object): string {
  return istio({ selector: undefined, targetRefs: TARGETS, ...spec }, { name: 'requests' });
}

/** What the policy at the waypoint is read as. */
function read(...objects: string[]): { readonly rules?: readonly unknown[]; readonly reason?: string } {
  const { policies, unjudged } = identityOf(objects.join('\n---\n'));
  const found = [...policies, ...unjudged].filter(({ name }) => name === 'requests');
  expect(found).toHaveLength(1);
  expect(found[0].podSelector).toEqual(having({ app: 'api' }));
  return found[0];
}

const RULES = [
  {
    ...from(CLIENT),
    to: [{ operation: { ports: ['80'], methods: ['GET'], paths: ['/users'] } }],
  },
];
const UNKNOWN = 'it is for requests that go through Service api';

test('whom a waypoint lets in is let in to the pods, by their own ports', () => {
  expect(read(OF_PODS, service(), atWaypoint({ rules: RULES })).rules).toEqual([
    {
      clients: [{ identities: [{ kind: 'principal', pattern: CLIENT }] }],
      ports: { numbers: [8080] },
      only: 'HTTP GET /users',
      path: 'spec.rules[0]',
      isAtWaypoint: true,
    },
  ]);
});

test('a rule without ports is about those of the Service, and no others of the pods', () => {
  const rules = read(OF_PODS, service(), atWaypoint({ rules: [from(CLIENT)] })).rules;
  expect(rules).toEqual([expect.objectContaining({ ports: { numbers: [8080] } })]);
});

test('a rule about ports that the Service does not have is about none', () => {
  const rules = read(OF_PODS, service(), atWaypoint({ rules: [{ ...from(CLIENT), ...to('8080') }] })).rules;
  expect(rules).toEqual([expect.objectContaining({ ports: { numbers: [] } })]);
});

test.each<[string, string[]]>([
  ['the Service names no waypoint', [OF_PODS, service({ labels: {} })]],
  ['the Service says that it has none', [OF_PODS, service({ labels: { 'istio.io/use-waypoint': 'none' } })]],
  [
    'the waypoint is in another namespace',
    [OF_PODS, service({ labels: { 'istio.io/use-waypoint': 'gate', 'istio.io/use-waypoint-namespace': 'gates' } })],
  ],
  ['no policy closes the pods to others', [service()]],
  ['the pods do not let the waypoint in', [istio({ rules: [from(CLIENT)] }), service()]],
  ['they let it in on other ports', [istio({ rules: [{ ...from(WAYPOINT), ...to('9090') }] }), service()]],
  [
    'a policy of the namespace refuses some',
    [OF_PODS, service(), istio({ action: 'DENY', rules: [from(WAYPOINT)] }, { name: 'deny' })],
  ],
  [
    'they let it in by some addresses alone',
    [istio({ rules: [{ from: [{ source: { principals: [WAYPOINT], ipBlocks: ['10.0.0.0/8'] } }] }] }), service()],
  ],
  [
    'the port of the pods has a name alone',
    [OF_PODS, service({ ports: [{ name: 'http', port: 80, targetPort: 'web' }] })],
  ],
])('it is not judged where %s', (_, objects) => {
  expect(read(...objects, atWaypoint({ rules: RULES })).reason).toBe(UNKNOWN);
});

test('what a waypoint refuses is not judged', () => {
  expect(read(OF_PODS, service(), atWaypoint({ action: 'DENY', rules: RULES })).reason).toBe(UNKNOWN);
});

test('a condition that nobody here knows is said of the rule, too', () => {
  const rules = [{ ...from(CLIENT), when: [{ key: 'request.headers[x-a]', values: ['b'] }] }];
  expect(read(OF_PODS, service(), atWaypoint({ rules })).rules).toEqual([
    expect.objectContaining({ perhaps: expect.stringContaining('request.headers'), isAtWaypoint: true }),
  ]);
});
