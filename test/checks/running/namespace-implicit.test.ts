import { deployment, documents, found } from './found';

const RULE = 'namespace-implicit';

describe('the rule namespace-implicit', () => {
  test('notes an object without a namespace beside one that has it', () => {
    const yaml = documents(deployment(), deployment({ name: 'web' }).replace(', namespace: shop', ''));
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 15,
        field: 'metadata.namespace',
        message:
          'default/Deployment/web: has no namespace though other objects of the input have one: it goes wherever it is applied',
        fix: 'write metadata.namespace',
      },
    ]);
  });

  test('says nothing where no object has one', () => {
    const yaml = deployment().replace(', namespace: shop', '');
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of what has none anywhere, and of kinds that nobody here knows', () => {
    const yaml = documents(
      deployment(),
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}',
      'apiVersion: acme.com/v1\nkind: Thing\nmetadata: {name: thing}',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: reader}',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });
});
