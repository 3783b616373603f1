/* eslint-disable @typescript-eslint/no-require-imports */
const { countObjects, differences } = require('../../../scripts/cdk8s-plus/compare.js') as {
  countObjects: (manifests: Record<string, string>) => number;
  differences: (before: Record<string, string>, after: Record<string, string>) => unknown[];
};

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  replicas: 2
  template:
    spec:
      containers: [{ name: main, image: 'api:1' }]
`;
const CRON_JOB = `
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly, namespace: shop }
spec: { jobTemplate: { spec: { template: { spec: { containers: [] } } } } }
`;

test('equal manifests have no differences, in whatever order', () => {
  expect(differences({ a: `${DEPLOYMENT}---${CRON_JOB}` }, { a: `${CRON_JOB}---${DEPLOYMENT}` })).toEqual([]);
});

test('a field of pods is one difference, whatever has the pods', () => {
  const shared = 'shareProcessNamespace: false';
  const after = {
    a: `${DEPLOYMENT.replace('      containers', `      ${shared}\n      containers`)}---${CRON_JOB.replace(
      'containers: []',
      `containers: [], ${shared}`,
    )}`,
  };
  expect(differences({ a: `${DEPLOYMENT}---${CRON_JOB}` }, after)).toEqual([
    { field: 'shareProcessNamespace of pods', before: null, after: 'false', kinds: ['CronJob', 'Deployment'] },
  ]);
});

test('values, places in lists, and objects that are there once are differences', () => {
  const after = DEPLOYMENT.replace('replicas: 2', 'replicas: 3').replace('api:1', 'api:2');
  expect(differences({ a: DEPLOYMENT }, { a: after })).toEqual([
    { field: 'containers[].image of pods', before: '"api:1"', after: '"api:2"', kinds: ['Deployment'] },
    { field: 'spec.replicas', before: '2', after: '3', kinds: ['Deployment'] },
  ]);
  expect(differences({ a: DEPLOYMENT }, { a: '' })).toMatchObject([{ field: 'the object', after: null }]);
});

test('equal names in other files are other objects', () => {
  expect(countObjects({ a: DEPLOYMENT, b: `${DEPLOYMENT}---${CRON_JOB}` })).toBe(3);
  expect(differences({ a: DEPLOYMENT, b: '' }, { a: '', b: DEPLOYMENT })).toHaveLength(2);
});
