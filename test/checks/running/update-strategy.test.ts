import { deployment, documents, found } from './found';

const RULE = 'update-strategy';

describe('the rule update-strategy', () => {
  test('notes a Service that leads to nobody during an update', () => {
    const yaml = documents(
      deployment({ spec: ['strategy: {type: Recreate}'] }),
      'apiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: shop}\nspec: {selector: {app: api}, ports: [{port: 80}]}',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 12,
        field: 'spec.strategy.type',
        message:
          'shop/Deployment/api: an update stops all pods before it starts new ones (Recreate), and shop/Service/api leads to nobody meanwhile',
        fix: 'leave strategy out, which is RollingUpdate then',
      },
    ]);
  });

  test('says nothing without a Service', () => {
    const yaml = deployment({ spec: ['strategy: {type: Recreate}'] });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of a rolling update', () => {
    const yaml = documents(
      deployment(),
      'apiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: shop}\nspec: {selector: {app: api}, ports: [{port: 80}]}',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing where a disk has to be let go of', () => {
    const yaml = documents(
      deployment({
        pod: ['volumes:', '  - {name: data, persistentVolumeClaim: {claimName: data}}'],
        spec: ['strategy: {type: Recreate}'],
      }),
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop}\nspec: {accessModes: [ReadWriteOnce]}',
      'apiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: shop}\nspec: {selector: {app: api}, ports: [{port: 80}]}',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });
});
