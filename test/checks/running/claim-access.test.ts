import { deployment, documents, found } from './found';

const RULE = 'claim-access';

describe('the rule claim-access', () => {
  test('tells of several replicas', () => {
    const yaml = documents(
      deployment({
        pod: ['volumes:', '  - {name: data, persistentVolumeClaim: {claimName: data}}'],
        spec: ['replicas: 2'],
      }),
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop}\nspec: {accessModes: [ReadWriteOnce]}',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 13,
        field: 'spec.template.spec.volumes[0]',
        message: 'shop/Deployment/api: 2 pods share claim data, which one node can have (ReadWriteOnce)',
        fix: 'use a StatefulSet with volumeClaimTemplates, or a claim with ReadWriteMany',
      },
    ]);
  });

  test('tells of an update that starts a new pod first', () => {
    const yaml = documents(
      deployment({ pod: ['volumes:', '  - {name: data, persistentVolumeClaim: {claimName: data}}'] }),
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop}\nspec: {accessModes: [ReadWriteOncePod]}',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 13,
        field: 'spec.template.spec.volumes[0]',
        message:
          'shop/Deployment/api: an update starts a new pod before the old one lets go of claim data, which one pod can have (ReadWriteOncePod)',
        fix: 'write strategy: {type: Recreate}',
      },
    ]);
  });

  test('tells of DaemonSets and of Jobs with several pods', () => {
    const yaml = documents(
      'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: agent, namespace: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  template:\n    metadata: {labels: {app: api}}\n    spec: {containers: [{name: agent, image: agent:1.0}], volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}',
      'apiVersion: batch/v1\nkind: Job\nmetadata: {name: load, namespace: shop}\nspec:\n  parallelism: 3\n  template:\n    metadata: {labels: {app: load}}\n    spec: {restartPolicy: Never, containers: [{name: load, image: load:1.0}], volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}',
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop}\nspec: {accessModes: [ReadWriteOnce]}',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 8,
        field: 'spec.template.spec.volumes[0]',
        message:
          'shop/DaemonSet/agent: the pods of all nodes share claim data, which one node can have (ReadWriteOnce)',
        fix: 'use a claim with ReadWriteMany',
      },
      {
        severity: 'warning',
        line: 17,
        field: 'spec.template.spec.volumes[0]',
        message: 'shop/Job/load: 3 pods share claim data, which one node can have (ReadWriteOnce)',
        fix: 'use a claim with ReadWriteMany',
      },
    ]);
  });

  test('says nothing of Recreate, and of no surge', () => {
    const yaml = documents(
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop}\nspec: {accessModes: [ReadWriteOnce]}',
      deployment({
        pod: ['volumes:', '  - {name: data, persistentVolumeClaim: {claimName: data}}'],
        spec: ['strategy: {type: Recreate}'],
      }),
      deployment({
        name: 'web',
        pod: ['volumes:', '  - {name: data, persistentVolumeClaim: {claimName: data}}'],
        spec: ['strategy: {rollingUpdate: {maxSurge: 0}}'],
      }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of a claim for many, and of one that the input does not have', () => {
    const yaml = documents(
      deployment({
        pod: ['volumes:', '  - {name: data, persistentVolumeClaim: {claimName: data}}'],
        spec: ['replicas: 2'],
      }),
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop}\nspec: {accessModes: [ReadWriteOnce, ReadWriteMany]}',
      deployment({
        name: 'web',
        pod: ['volumes:', '  - {name: data, persistentVolumeClaim: {claimName: data}}'],
      }).replace('namespace: shop', 'namespace: other'),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });
});
