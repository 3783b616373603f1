import { deployment, documents, found } from './found';

const RULE = 'one-replica';

describe('the rule one-replica', () => {
  test('notes a workload that says nothing', () => {
    const yaml = deployment();
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 5,
        field: 'spec.replicas',
        message: 'shop/Deployment/api: there is one pod, because replicas is not written',
        fix: 'write replicas: 2 or more',
      },
    ]);
  });

  test('notes one that is written', () => {
    const yaml = deployment({ spec: ['replicas: 1'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 12,
        field: 'spec.replicas',
        message: 'shop/Deployment/api: there is one pod',
        fix: 'write replicas: 2 or more',
      },
    ]);
  });

  test('notes an autoscaler that may leave one', () => {
    const yaml = documents(
      deployment(),
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api, namespace: shop}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  maxReplicas: 5',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 5,
        field: 'spec.replicas',
        message: 'shop/Deployment/api: shop/HorizontalPodAutoscaler/api may leave one pod',
        fix: 'write 2 or more as the fewest replicas of shop/HorizontalPodAutoscaler/api',
      },
    ]);
  });

  test('says nothing of more, of none, and of what is scaled', () => {
    const yaml = documents(
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api, namespace: shop}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  minReplicas: 2\n  maxReplicas: 5',
      deployment(),
      deployment({ name: 'web', spec: ['replicas: 2'] }),
      deployment({ name: 'stopped', spec: ['replicas: 0'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of an autoscaler that may leave none', () => {
    const yaml = documents(
      deployment(),
      'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: api, namespace: shop}\nspec: {scaleTargetRef: {name: api}, triggers: []}',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing where there can be no second one', () => {
    const yaml = documents(
      deployment({ pod: ['volumes:', '  - {name: data, persistentVolumeClaim: {claimName: data}}'] }),
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop}\nspec: {accessModes: [ReadWriteOnce]}',
      deployment({ name: 'web', spec: ['strategy: {type: Recreate}'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of DaemonSets and Jobs', () => {
    const yaml = documents(
      'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: agent, namespace: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  template:\n    metadata: {labels: {app: api}}\n    spec: {containers: [{name: agent, image: agent:1.0}]}',
      'apiVersion: batch/v1\nkind: Job\nmetadata: {name: load, namespace: shop}\nspec:\n  parallelism: 3\n  template:\n    metadata: {labels: {app: load}}\n    spec: {restartPolicy: Never, containers: [{name: load, image: load:1.0}], volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });
});
