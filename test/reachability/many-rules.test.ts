import { analysed, deployment, policy } from './analysed';
import { flowsOf } from './texts';

test('of more rules than anybody reads a flow names the first, in the order of their names, and how many more there are', () => {
  const nameOf = (i: number): string => `p${String(i).padStart(2, '0')}`;
  const opening = '{ podSelector: { matchLabels: { app: web } }, ingress: [{ ports: [{ port: 80 }] }] }';
  const policies = Array.from({ length: 25 }, (_, i) => policy(nameOf(i), i === 7 ? '{ ingress: [{ }] }' : opening));
  const flows = [...flowsOf(analysed(deployment('web') + deployment('api') + policies.join('')))];
  const flow = flows.find(({ from, to }) => from === 'shop/Deployment/api' && to === 'shop/Deployment/web');
  expect(flow?.because).toEqual([
    { direction: 'egress' },
    ...Array.from({ length: 20 }, (_, i) => ({
      direction: 'ingress',
      policy: `shop/NetworkPolicy/${nameOf(i)}`,
      rule: 0,
    })),
    { direction: 'ingress', more: 5 },
  ]);
});
