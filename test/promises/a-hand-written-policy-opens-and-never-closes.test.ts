import { App, ApiObject } from 'cdk8s';
import * as fc from 'fast-check';
import { APPS, errorsOf, manifestsOf, openBy, shopIn } from './synth';
import { renderAll } from '../../src/synth/inspection';
import { testApp } from '../manifests';
import { holds } from '../property';

const peers = fc.constantFrom<object>(
  {},
  { from: [] },
  { from: [{ podSelector: {} }] },
  { from: [{ namespaceSelector: {} }] },
  { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 1 }] },
);
const spec = fc.record(
  {
    podSelector: fc.constantFrom({}, { matchLabels: { 'app.kubernetes.io/name': 'api' } }),
    policyTypes: fc.constantFrom(['Ingress'], ['Ingress', 'Egress'], ['Egress']),
    ingress: fc.array(peers, { maxLength: 2 }),
  },
  { noNullPrototype: true },
);

function addPolicy(app: App, given: object): void {
  new ApiObject(app.charts[0], 'by-hand', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'by-hand' },
    spec: given,
  });
}

test('whatever it says, what the workloads declare stays open', () => {
  const app = testApp();
  shopIn(app);
  const declared = openBy(manifestsOf(app)).filter((line) => /shop\/\S+ -> shop\//.test(line));
  expect(declared).toHaveLength(2);
  holds(
    fc.property(spec, (given) => {
      const changed = testApp();
      shopIn(changed);
      addPolicy(changed, given);
      // What it opens fails synth, but that is another promise.
      const open = openBy(renderAll(changed).map(({ content }) => content));
      const ends = declared.map((line) => line.split(' on ')[0]);
      for (const pair of ends) expect(open.filter((line) => line.startsWith(`${pair} on`))).not.toEqual([]);
    }),
    { runs: 25 },
  );
});

test.each(APPS)(
  'with %s, one that closes changes nothing, and one that opens fails until it is accepted',
  (_, make) => {
    const closing = make();
    shopIn(closing);
    addPolicy(closing, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    expect(errorsOf(closing)).toEqual([]);
    const opening = make();
    shopIn(opening);
    addPolicy(opening, { podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] });
    expect(
      errorsOf(opening)
        .map((error) => /undeclared connections to (\S+):/.exec(error)?.[1])
        .sort(),
    ).toEqual(['shop/Deployment/api', 'shop/Deployment/web', 'shop/StatefulSet/db']);
  },
);
