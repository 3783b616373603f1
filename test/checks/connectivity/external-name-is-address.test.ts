import { service } from './written';
import { findingsOf } from '../findings-of';

const RULE = 'external-name-is-address';

test('an address as external name is an error, at its field', () => {
  const found = findingsOf(
    `apiVersion: v1
kind: Service
metadata:
  name: db
  namespace: shop
spec:
  type: ExternalName
  externalName: 10.20.0.5
`,
    RULE,
  );
  expect(found).toMatchObject([
    {
      severity: 'error',
      object: 'shop/Service/db',
      line: 8,
      field: 'spec.externalName',
      message:
        'shop/Service/db: externalName is the address 10.20.0.5, which DNS gives out as a name that nobody can look up',
      fix: 'write the name of the host; or a Service of type ClusterIP without selector, and an EndpointSlice with the address',
    },
  ]);
});

test.each(['10.20.0.5.', '"2001:db8::5"', '"[2001:db8::5]"'])('so is %s', (name) => {
  expect(findingsOf(service('db', `{ type: ExternalName, externalName: ${name} }`), RULE)).toHaveLength(1);
});

test.each([
  ['a name', '{ type: ExternalName, externalName: db.example.com }'],
  ['a name of digits that is no address', '{ type: ExternalName, externalName: 10.20.0.5.example.com }'],
  ['fewer parts than an address has', '{ type: ExternalName, externalName: 10.20.5 }'],
  ['greater numbers than an address has', '{ type: ExternalName, externalName: 10.20.0.256 }'],
  ['the name of a Service of another type', '{ externalName: 10.20.0.5, ports: [{ port: 80 }] }'],
])('%s is none', (_what, spec) => {
  expect(findingsOf(service('db', spec), RULE)).toEqual([]);
});
