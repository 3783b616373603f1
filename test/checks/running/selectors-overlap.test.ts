import { deployment, documents, found } from './found';

const RULE = 'selectors-overlap';

describe('the rule selectors-overlap', () => {
  test('tells of two controllers with the same selector', () => {
    const yaml = documents(
      deployment(),
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db, namespace: shop}\nspec:\n  replicas: 3\n  serviceName: db\n  selector: {matchLabels: {app: api}}\n  template:\n    metadata: {labels: {app: api}}\n    spec: {containers: [{name: db, image: postgres:16.4}]}',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 5,
        field: 'spec.selector',
        message: 'shop/Deployment/api: its selector selects the pods of shop/StatefulSet/db as well',
        fix: 'ask for a label in spec.selector.matchLabels that its own pods alone have',
      },
      {
        severity: 'warning',
        line: 19,
        field: 'spec.selector',
        message: 'shop/StatefulSet/db: its selector selects the pods of shop/Deployment/api as well',
        fix: 'ask for a label in spec.selector.matchLabels that its own pods alone have',
      },
    ]);
  });

  test('tells of one that selects more than its own', () => {
    const yaml = documents(
      deployment(),
      deployment({ name: 'web' })
        .replace('labels: {app: web}}', 'labels: {app: web, part: of}}')
        .replace('{matchLabels: {app: web}}', '{matchExpressions: [{key: app, operator: Exists}]}'),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 17,
        field: 'spec.selector',
        message: 'shop/Deployment/web: its selector selects the pods of shop/Deployment/api as well',
        fix: 'ask for a label in spec.selector.matchLabels that its own pods alone have',
      },
    ]);
  });

  test('names a few of many', () => {
    const yaml = documents(
      ...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => deployment({ name }).replaceAll(`app: ${name}`, 'app: api')),
    )
      .split('\n---\n')
      .join('\n---\n');
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 5,
        field: 'spec.selector',
        message:
          'shop/Deployment/a: its selector selects the pods of shop/Deployment/b, shop/Deployment/c, shop/Deployment/d and others as well',
        fix: 'ask for a label in spec.selector.matchLabels that its own pods alone have',
      },
      {
        severity: 'warning',
        line: 17,
        field: 'spec.selector',
        message:
          'shop/Deployment/b: its selector selects the pods of shop/Deployment/a, shop/Deployment/c, shop/Deployment/d and others as well',
        fix: 'ask for a label in spec.selector.matchLabels that its own pods alone have',
      },
      {
        severity: 'warning',
        line: 29,
        field: 'spec.selector',
        message:
          'shop/Deployment/c: its selector selects the pods of shop/Deployment/a, shop/Deployment/b, shop/Deployment/d and others as well',
        fix: 'ask for a label in spec.selector.matchLabels that its own pods alone have',
      },
      {
        severity: 'warning',
        line: 41,
        field: 'spec.selector',
        message:
          'shop/Deployment/d: its selector selects the pods of shop/Deployment/a, shop/Deployment/b, shop/Deployment/c and others as well',
        fix: 'ask for a label in spec.selector.matchLabels that its own pods alone have',
      },
      {
        severity: 'warning',
        line: 53,
        field: 'spec.selector',
        message:
          'shop/Deployment/e: its selector selects the pods of shop/Deployment/a, shop/Deployment/b, shop/Deployment/c, shop/Deployment/d and others as well',
        fix: 'ask for a label in spec.selector.matchLabels that its own pods alone have',
      },
      {
        severity: 'warning',
        line: 65,
        field: 'spec.selector',
        message:
          'shop/Deployment/f: its selector selects the pods of shop/Deployment/a, shop/Deployment/b, shop/Deployment/c, shop/Deployment/d and others as well',
        fix: 'ask for a label in spec.selector.matchLabels that its own pods alone have',
      },
    ]);
  });

  test('says nothing of other namespaces, and of Jobs', () => {
    const yaml = documents(
      deployment(),
      deployment().replace('namespace: shop', 'namespace: other'),
      'apiVersion: batch/v1\nkind: Job\nmetadata: {name: load, namespace: shop}\nspec:\n  parallelism: 3\n  template:\n    metadata: {labels: {app: api}}\n    spec: {restartPolicy: Never, containers: [{name: load, image: load:1.0}], volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });
});
