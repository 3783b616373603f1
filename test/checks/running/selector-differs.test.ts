import { deployment, documents, found } from './found';

const RULE = 'selector-differs';

describe('the rule selector-differs', () => {
  test('tells of a selector that its own pods do not meet', () => {
    const yaml = deployment().replace('labels: {app: api}', 'labels: {app: web, tier: front}');
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 5,
        field: 'spec.selector',
        message:
          'shop/Deployment/api: its selector app=api does not match the labels of its pods (app=web, tier=front), so that the API server refuses it',
        fix: 'write the labels of spec.selector into spec.template.metadata.labels',
      },
    ]);
  });

  test('tells of pods without labels', () => {
    const yaml = deployment().replace('labels: {app: api}', 'annotations: {}');
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 5,
        field: 'spec.selector',
        message:
          'shop/Deployment/api: its selector app=api does not match the labels of its pods (none), so that the API server refuses it',
        fix: 'write the labels of spec.selector into spec.template.metadata.labels',
      },
    ]);
  });

  test('tells of no selector and of an empty one', () => {
    const yaml = documents(
      deployment().replace('  selector: {matchLabels: {app: api}}\n', ''),
      deployment({ name: 'web' }).replace('{matchLabels: {app: web}}', '{}'),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 5,
        field: 'spec.selector',
        message: 'shop/Deployment/api: has no selector, which the API server refuses',
        fix: 'write spec.selector.matchLabels with labels that spec.template.metadata.labels has, too',
      },
      {
        severity: 'error',
        line: 16,
        field: 'spec.selector',
        message: 'shop/Deployment/web: has an empty selector, which the API server refuses',
        fix: 'write spec.selector.matchLabels with labels that spec.template.metadata.labels has, too',
      },
    ]);
  });

  test.each(['{matchLabels: {}}', '{matchExpressions: []}', '{matchLabels: {}, matchExpressions: []}'])(
    'takes %s for an empty one',
    (selector) => {
      expect(found(RULE, deployment().replace('{matchLabels: {app: api}}', selector))).toMatchObject([
        { severity: 'error', message: 'shop/Deployment/api: has an empty selector, which the API server refuses' },
      ]);
    },
  );

  test('does not count what the controller adds', () => {
    const yaml = deployment().replace(
      '{matchLabels: {app: api}}',
      '{matchExpressions: [{key: pod-template-hash, operator: Exists}]}',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 5,
        field: 'spec.selector',
        message:
          'shop/Deployment/api: its selector pod-template-hash does not match the labels of its pods (app=api), so that the API server refuses it',
        fix: 'write the labels of spec.selector into spec.template.metadata.labels',
      },
    ]);
  });

  test('says nothing of a selector that its pods meet', () => {
    const yaml = documents(
      deployment(),
      deployment({ name: 'web' }).replace(
        '{matchLabels: {app: web}}',
        '{matchExpressions: [{key: app, operator: In, values: [web, api]}, {key: old, operator: DoesNotExist}]}',
      ),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('tells of a plain map of labels, and says nothing where it is made up for', () => {
    const controller = (selector: string): string =>
      `apiVersion: v1\nkind: ReplicationController\nmetadata: {name: api, namespace: shop}\nspec: {${selector}template: {metadata: {labels: {app: api}}, spec: {containers: [{name: app, image: nginx:1.27.3}]}}}\n`;
    expect(found(RULE, controller('selector: {app: web}, '))).toEqual([
      {
        severity: 'error',
        line: 4,
        field: 'spec.selector',
        message:
          'shop/ReplicationController/api: its selector app=web does not match the labels of its pods (app=api), so that the API server refuses it',
        fix: 'write the labels of spec.selector into spec.template.metadata.labels',
      },
    ]);
    expect(found(RULE, controller('selector: {app: api}, '))).toEqual([]);
    expect(found(RULE, controller(''))).toEqual([]);
  });

  test('names who refuses a kind of others', () => {
    const yaml = deployment()
      .replace('apps/v1', 'argoproj.io/v1alpha1')
      .replace('kind: Deployment', 'kind: Rollout')
      .replace('labels: {app: api}', 'labels: {app: web}');
    expect(found(RULE, yaml).map(({ message }) => message)).toEqual([
      'shop/Rollout/api: its selector app=api does not match the labels of its pods (app=web), so that its controller refuses it',
    ]);
  });

  test('says nothing of an object that is not whole', () => {
    const yaml = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api, namespace: shop}\nspec: {replicas: 2}\n';
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of Jobs and CronJobs, whose selector the API server makes', () => {
    const yaml =
      'apiVersion: batch/v1\nkind: Job\nmetadata: {name: load, namespace: shop}\nspec:\n  parallelism: 3\n  template:\n    metadata: {labels: {app: load}}\n    spec: {restartPolicy: Never, containers: [{name: load, image: load:1.0}], volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}';
    expect(found(RULE, yaml)).toEqual([]);
  });
});
