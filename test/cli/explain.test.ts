import { Workplace } from './in-process';
import { SHOP } from './shop';

const place = new Workplace({ 'shop.yaml': SHOP });
afterAll(() => place.remove());

const ask = (from: string, to: string, ...more: string[]): string[] => [
  'explain',
  './shop.yaml',
  '--from',
  from,
  '--to',
  to,
  '--port',
  '5432/TCP',
  ...more,
];

test('an open connection is explained by the rules that open it', async () => {
  expect(await place.run(ask('web', 'shop/db'))).toEqual({
    code: 0,
    stdout: `allow: shop/Deployment/web -> shop/StatefulSet/db on 5432/TCP

egress of shop/Deployment/web: allow
  isolated by shop/NetworkPolicy/web (shop.yaml:23)
    egress[0] to pods:shop/app=db on 5432/TCP
      peer matches, port matches: opens it

ingress of shop/StatefulSet/db: allow
  isolated by shop/NetworkPolicy/db (shop.yaml:36)
    ingress[0] from pods:shop/app=web on 5432/TCP
      peer matches, port matches: opens it
`,
    stderr: '',
  });
});

test('a closed connection is explained by the sides that close it', async () => {
  const { code, stdout } = await place.run(ask('ip:203.0.113.7', 'shop/StatefulSet/db'));
  expect(code).toEqual(0);
  expect(stdout).toEqual(`deny: ip:203.0.113.7 -> shop/StatefulSet/db on 5432/TCP
closed by: ingress of shop/StatefulSet/db

ingress of shop/StatefulSet/db: deny
  isolated by shop/NetworkPolicy/db (shop.yaml:36)
    ingress[0] from pods:shop/app=web on 5432/TCP
      peer does not match, port matches

to open the ingress of shop/StatefulSet/db, add to shop/NetworkPolicy/db (shop.yaml:36):
  spec:
    ingress:
      - from:
          - ipBlock:
              cidr: 203.0.113.7/32
        ports:
          - port: 5432
            protocol: TCP
`);
});

test('JSON has the same', async () => {
  const { stdout } = await place.run(ask('web', 'db', '--format', 'json'));
  expect(JSON.parse(stdout)).toMatchObject({
    version: 2,
    from: 'shop/Deployment/web',
    to: 'shop/StatefulSet/db',
    port: { protocol: 'TCP', port: 5432 },
    verdict: 'allow',
    sides: [
      {
        direction: 'egress',
        verdict: 'allow',
        isolatedBy: ['shop/NetworkPolicy/web'],
        rules: [{ policy: 'shop/NetworkPolicy/web', rule: 0, peerMatches: 'yes', portMatches: true }],
      },
      { direction: 'ingress', workload: 'shop/StatefulSet/db' },
    ],
  });
});

test.each([
  ['the verdict', 'allow', 0, ''],
  ['another one', 'deny', 1, '--expect deny: the verdict is allow\n'],
])('--expect of %s decides on the exit code', async (_, expected, code, stderr) => {
  expect(await place.run(ask('web', 'db', '--expect', expected))).toMatchObject({ code, stderr });
});

test('JSON has what would open it, as it is written in a policy', async () => {
  const { stdout } = await place.run(ask('ip:203.0.113.7', 'db', '--format', 'json'));
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: 'deny',
    fix: [
      {
        kind: 'rule',
        direction: 'ingress',
        workload: 'shop/StatefulSet/db',
        policy: 'shop/NetworkPolicy/db',
        rule: { from: [{ ipBlock: { cidr: '203.0.113.7/32' } }], ports: [{ port: 5432, protocol: 'TCP' }] },
      },
    ],
  });
});

describe('without --port', () => {
  const askAll = (from: string, to: string, ...more: string[]): string[] => [
    'explain',
    './shop.yaml',
    '--from',
    from,
    '--to',
    to,
    ...more,
  ];

  test('the ports of each verdict are told, with what decided them', async () => {
    expect(await place.run(askAll('web', 'db'))).toEqual({
      code: 0,
      stdout: `shop/Deployment/web -> shop/StatefulSet/db
allow: 5432/TCP
  because: shop/NetworkPolicy/web egress[0], shop/NetworkPolicy/db ingress[0]
deny: everything else
  closed by: egress of shop/Deployment/web, ingress of shop/StatefulSet/db

egress of shop/Deployment/web
  isolated by shop/NetworkPolicy/web (shop.yaml:23)
    egress[0] to pods:shop/app=db on 5432/TCP
      peer matches: opens 5432/TCP

ingress of shop/StatefulSet/db
  isolated by shop/NetworkPolicy/db (shop.yaml:36)
    ingress[0] from pods:shop/app=web on 5432/TCP
      peer matches: opens 5432/TCP
`,
      stderr: '',
    });
  });

  test('a closed connection has one verdict', async () => {
    const { stdout } = await place.run(askAll('internet', 'db'));
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'internet -> shop/StatefulSet/db',
      'deny: all',
      '  closed by: ingress of shop/StatefulSet/db',
    ]);
  });

  test('JSON has a list of them', async () => {
    const { stdout } = await place.run(askAll('web', 'db', '--format', 'json'));
    expect(JSON.parse(stdout)).toMatchObject({
      version: 2,
      from: 'shop/Deployment/web',
      to: 'shop/StatefulSet/db',
      ports: [
        {
          verdict: 'allow',
          ports: [{ protocol: 'TCP', port: 5432, endPort: 5432 }],
          because: [
            { direction: 'egress', policy: 'shop/NetworkPolicy/web', rule: 0 },
            { direction: 'ingress', policy: 'shop/NetworkPolicy/db', rule: 0 },
          ],
        },
        { verdict: 'deny', because: [], closedBy: ['egress', 'ingress'] },
      ],
      sides: [{ direction: 'egress' }, { direction: 'ingress' }],
    });
  });

  test.each([
    ['internet', 'db', 'deny', 0, ''],
    ['web', 'db', 'deny', 1, '--expect deny: allow on 5432/TCP\n'],
    ['web', 'db', 'allow', 1, '--expect allow: deny on 1-5431/TCP, 5433-65535/TCP, all/UDP, all/SCTP\n'],
  ])('from %s to %s --expect %s is about every port', async (from, to, expected, code, stderr) => {
    expect(await place.run(askAll(from, to, '--expect', expected))).toMatchObject({ code, stderr });
  });
});
