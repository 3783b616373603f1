import { Explanation } from '../../src/reachability/explain';
import { EXPLAIN_FORMATS } from '../../src/render/formats';
import { Policy } from '../../src/topology/model';

const POLICY: Policy = {
  id: 'shop/NetworkPolicy/db',
  namespace: 'shop',
  name: 'db',
  podSelector: { requirements: [] },
  rules: {
    ingress: [
      {
        peers: [
          { kind: 'pods', podSelector: { requirements: [{ key: 'app', operator: 'In', values: ['api'] }] } },
          { kind: 'pods', namespaceSelector: { requirements: [] }, podSelector: { requirements: [] } },
          { kind: 'ipBlock', cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] },
        ],
        ports: [
          { protocol: 'TCP', kind: 'range', first: 5432, last: 5440 },
          { protocol: 'TCP', kind: 'named', name: 'http' },
          { protocol: 'UDP', kind: 'all' },
        ],
      },
      {},
    ],
  },
  origin: { source: 'shop.yaml', document: 2, line: 14 },
};

const DENIED: Explanation = {
  from: 'shop/Deployment/web',
  to: 'shop/StatefulSet/db',
  port: { protocol: 'TCP', port: 5432 },
  verdict: 'deny',
  sides: [
    { direction: 'egress', workload: 'shop/Deployment/web', verdict: 'allow', isolatedBy: [], rules: [] },
    {
      direction: 'ingress',
      workload: 'shop/StatefulSet/db',
      verdict: 'deny',
      isolatedBy: ['shop/NetworkPolicy/closed', 'shop/NetworkPolicy/db'],
      rules: [
        { policy: 'shop/NetworkPolicy/db', rule: 0, peerMatches: 'no', portMatches: true },
        { policy: 'shop/NetworkPolicy/db', rule: 1, peerMatches: 'unknown', portMatches: true },
      ],
    },
  ],
};

function render(format: string, explanation: Explanation): string {
  return [...EXPLAIN_FORMATS.get(format)!(explanation, [POLICY])].join('');
}

test('the text has the verdict first, then each side with every rule', () => {
  expect(render('text', DENIED)).toEqual(
    `deny: shop/Deployment/web -> shop/StatefulSet/db on 5432/TCP
closed by: ingress of shop/StatefulSet/db

egress of shop/Deployment/web: allow
  not isolated: no policy selects these pods for egress

ingress of shop/StatefulSet/db: deny
  isolated by shop/NetworkPolicy/closed
    no ingress rules, so it opens nothing
  isolated by shop/NetworkPolicy/db (shop.yaml:14)
    ingress[0] from pods:shop/app=api, pods:*/*, ip:10.0.0.0/8 except 10.1.0.0/16 on 5432-5440/TCP, http/TCP, all/UDP
      peer does not match, port matches
    ingress[1] from everybody on all
      peer may match, port matches: may open it
`,
  );
});

test('a reason stands below the verdict', () => {
  const text = render('text', {
    ...DENIED,
    verdict: 'undefined',
    reason: { code: 'host-network', text: 'left to the plugin' },
  });
  expect(text).toMatch(/^undefined: .*\nreason: left to the plugin\n\n/);
});

test('a rule that opens it says so', () => {
  const [, side] = DENIED.sides;
  const rules = [
    { policy: POLICY.id, rule: 0, peerMatches: 'yes' as const, portMatches: true },
    { policy: POLICY.id, rule: 1, peerMatches: 'yes' as const, portMatches: false },
  ];
  const text = render('text', { ...DENIED, verdict: 'allow', sides: [{ ...side, verdict: 'allow', rules }] });
  expect(text).toContain('\n      peer matches, port matches: opens it\n');
  expect(text).toContain('\n      peer matches, port does not match\n');
});

test('names cannot steer the terminal', () => {
  const text = render('text', { ...DENIED, from: 'shop/Pod/\u001b[31mred\nsecond line' });
  expect(text).toMatch(/^deny: shop\/Pod\/ \[31mred second line -> /);
});

test('JSON has the same, versioned', () => {
  expect(JSON.parse(render('json', DENIED))).toEqual({ version: 2, ...DENIED });
});
