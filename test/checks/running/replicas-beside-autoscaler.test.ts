import { deployment, documents, found } from './found';

const RULE = 'replicas-beside-autoscaler';

describe('the rule replicas-beside-autoscaler', () => {
  test('tells of replicas that an autoscaler changes', () => {
    const yaml = documents(
      deployment({ spec: ['replicas: 2'] }),
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api, namespace: shop}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  minReplicas: 2\n  maxReplicas: 5',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 12,
        field: 'spec.replicas',
        message:
          'shop/Deployment/api: replicas is written though shop/HorizontalPodAutoscaler/api scales it: each apply sets it back',
        fix: 'leave replicas out',
      },
    ]);
  });

  test('tells of it for KEDA', () => {
    const yaml = documents(
      deployment({ spec: ['replicas: 2'] }),
      'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: api, namespace: shop}\nspec: {scaleTargetRef: {name: api}, triggers: []}',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 12,
        field: 'spec.replicas',
        message:
          'shop/Deployment/api: replicas is written though shop/ScaledObject/api scales it: each apply sets it back',
        fix: 'leave replicas out',
      },
    ]);
  });

  test('tells of none, which turns it off', () => {
    const yaml = documents(
      deployment({ spec: ['replicas: 0'] }),
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api, namespace: shop}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  minReplicas: 2\n  maxReplicas: 5',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 12,
        field: 'spec.replicas',
        message: 'shop/Deployment/api: replicas: 0 turns shop/HorizontalPodAutoscaler/api off',
        fix: 'leave replicas out',
      },
    ]);
  });

  test('says nothing where they are left out, and of others', () => {
    const yaml = documents(
      deployment(),
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api, namespace: shop}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  minReplicas: 2\n  maxReplicas: 5',
      deployment({ name: 'web', spec: ['replicas: 2'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of an autoscaler of another namespace', () => {
    const yaml = documents(
      deployment({ spec: ['replicas: 2'] }),
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api, namespace: other}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  minReplicas: 2\n  maxReplicas: 5',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });
});
