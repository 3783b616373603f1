import { deployment, documents, object } from './manifests';
import { findingsOf } from '../findings-of';

const RULE = 'not-read';
const UNREAD = 'got a field that Service does not have here, and it is not read';

describe('not-read', () => {
  test('tells of a field that is in a wrong place, at its line', () => {
    const yaml = `apiVersion: v1
kind: Service
metadata:
  name: api
  namespace: shop
spec:
  ports:
    - port: 80
  targetPort: 8080
`;
    const [finding, ...others] = findingsOf(yaml, RULE);

    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'warning',
      object: 'shop/Service/api',
      line: 9,
      field: 'spec.targetPort',
      message: `shop/Service/api: spec.targetPort: ${UNREAD}`,
      fix: 'put it into `spec.ports`',
    });
    expect(finding.rule.group).toBe('input');
  });

  test('finds the object in a list of several', () => {
    const yaml = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Service
    metadata: { name: first }
    spec: { ports: [{ port: 80 }] }
  - apiVersion: v1
    kind: Service
    metadata: { name: second }
    spec:
      targetPort: 8080
      ports: [{ port: 80 }]
  - apiVersion: v1
    kind: Service
    metadata: { name: third }
    spec: { ports: [{ port: 80 }] }
`;

    expect(findingsOf(yaml, RULE)).toMatchObject([{ object: 'default/Service/second', line: 12 }]);
  });

  test('calls an object that has no name by its file', () => {
    const yaml = documents(deployment('web'), JSON.stringify({ apiVersion: 'v1', kind: 'Status', status: 'Failure' }));

    expect(findingsOf(yaml, RULE)).toMatchObject([
      {
        object: 'test.yaml',
        source: 'test.yaml',
        line: 3,
        message: expect.stringMatching(/^test\.yaml: /),
      },
    ]);
  });

  test('tells of kinds whose pods are missing', () => {
    const rollout = object('example.com/v1', 'Game', 'chess', {
      spec: { template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'b' }] } } },
    });

    expect(findingsOf(rollout, RULE)).toMatchObject([
      {
        object: 'shop/Game/chess',
        message:
          'shop/Game/chess: kind Game (example.com/v1) has a pod template and is not read: the pods of shop/Game/chess are missing',
        fix: 'render what it stands for and add that to the input',
      },
    ]);
  });

  test('says nothing of what is read, and of kinds that nothing depends on', () => {
    const map = object('v1', 'ConfigMap', 'settings', { data: { targetPort: 'a' } });

    expect(findingsOf(documents(deployment('web'), map), RULE)).toEqual([]);
  });

  test('tells each mistake of an object apart, also where two are alike', () => {
    const twice = object('v1', 'Service', 'api', {
      spec: {
        ports: [
          { port: 80, Port: 81 },
          { port: 82, Port: 83 },
        ],
        targetPort: 1,
        nodePort: 2,
      },
    });
    const found = findingsOf(twice, RULE);

    expect(found.length).toBeGreaterThanOrEqual(3);
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(found.length);
  });
});
