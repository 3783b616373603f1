import { service } from './written';
import { CheckContext } from '../../../src/checks/check-context';
import { findingsOf } from '../findings-of';

const RULE = 'load-balancer-class';
const NEEDED: CheckContext = {
  needsLoadBalancerClass: (annotations) =>
    annotations.get('a') === 'b' ? { loadBalancerClass: 'example.com/lb', why: 'others may take it' } : undefined,
};
const MARKED = 'annotations: { a: b, c: 1 }';

test('a load balancer without the class that it needs is told, as a note', () => {
  expect(
    findingsOf(
      service('web', '{ type: LoadBalancer, selector: { app: web }, ports: [{ port: 80 }] }', MARKED),
      RULE,
      NEEDED,
    ),
  ).toMatchObject([
    {
      severity: 'note',
      object: 'shop/Service/web',
      field: 'spec.loadBalancerClass',
      line: 4,
      message: 'shop/Service/web is a load balancer without a class, and others may take it',
      fix: "write loadBalancerClass: example.com/lb in its spec (Exposure.loadBalancer({ loadBalancerClass: 'example.com/lb' }))",
    },
  ]);
});

test.each([
  ['has one', '{ type: LoadBalancer, loadBalancerClass: x.com/y, ports: [{ port: 80 }] }', MARKED, NEEDED],
  ['is none', '{ type: NodePort, ports: [{ port: 80 }] }', MARKED, NEEDED],
  ['needs none', '{ type: LoadBalancer, ports: [{ port: 80 }] }', 'annotations: { a: c }', NEEDED],
  ['is of a cluster of which nobody knows anything', '{ type: LoadBalancer, ports: [{ port: 80 }] }', MARKED, {}],
])('nothing is said of one that %s', (_what, spec, metadata, context) => {
  expect(findingsOf(service('web', spec, metadata), RULE, context)).toEqual([]);
});
