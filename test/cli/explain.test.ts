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
`);
});

test('JSON has the same', async () => {
  const { stdout } = await place.run(ask('web', 'db', '--format', 'json'));
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
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
