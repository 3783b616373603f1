import { deployment, documents, found } from './found';

const RULE = 'budget-blocks';

describe('the rule budget-blocks', () => {
  test('tells of as many as there are', () => {
    const yaml = documents(
      deployment({ spec: ['replicas: 2'] }),
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  minAvailable: 2',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 19,
        field: 'spec.minAvailable',
        message: 'shop/PodDisruptionBudget/api: lets no pod go: minAvailable is 2, and there are 2 pods',
        fix: 'write maxUnavailable: 1 in place of it',
      },
    ]);
  });

  test('tells of 100%, and of no pod', () => {
    const yaml = documents(
      deployment({ spec: ['replicas: 2'] }),
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  minAvailable: 100%',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: none, namespace: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  maxUnavailable: 0',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: none-either, namespace: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  maxUnavailable: 0%',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 19,
        field: 'spec.minAvailable',
        message: 'shop/PodDisruptionBudget/api: lets no pod go: minAvailable is 100%',
        fix: 'write maxUnavailable: 1 in place of it',
      },
      {
        severity: 'warning',
        line: 26,
        field: 'spec.maxUnavailable',
        message: 'shop/PodDisruptionBudget/none: lets no pod go: maxUnavailable is 0',
        fix: 'write maxUnavailable: 1 in place of it',
      },
      {
        severity: 'warning',
        line: 33,
        field: 'spec.maxUnavailable',
        message: 'shop/PodDisruptionBudget/none-either: lets no pod go: maxUnavailable is 0%',
        fix: 'write maxUnavailable: 1 in place of it',
      },
    ]);
  });

  test('rounds a share up, as Kubernetes does', () => {
    const yaml = documents(
      deployment({ spec: ['replicas: 2'] }),
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  minAvailable: 51%',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 19,
        field: 'spec.minAvailable',
        message: 'shop/PodDisruptionBudget/api: lets no pod go: minAvailable is 51%, and there are 2 pods',
        fix: 'write maxUnavailable: 1 in place of it',
      },
    ]);
  });

  test('counts what an autoscaler leaves', () => {
    const yaml = documents(
      deployment(),
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api, namespace: shop}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  minReplicas: 2\n  maxReplicas: 5',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  minAvailable: 2',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 26,
        field: 'spec.minAvailable',
        message:
          'shop/PodDisruptionBudget/api: lets no pod go: minAvailable is 2, and there are 2 pods when nobody asks for more',
        fix: 'write maxUnavailable: 1 in place of it',
      },
    ]);
  });

  test('notes pods that are not ready and stay', () => {
    const yaml = documents(
      deployment({ spec: ['replicas: 2'] }),
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  maxUnavailable: 1',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 18,
        field: 'spec.unhealthyPodEvictionPolicy',
        message:
          'shop/PodDisruptionBudget/api: keeps pods that are not ready while too few are ready, so that a broken workload keeps nodes from being drained',
        fix: 'write unhealthyPodEvictionPolicy: AlwaysAllow',
      },
    ]);
  });

  test('says nothing where one may go', () => {
    const yaml = documents(
      deployment({ spec: ['replicas: 3'] }),
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  minAvailable: 2\n  unhealthyPodEvictionPolicy: AlwaysAllow',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of half of two', () => {
    const yaml = documents(
      deployment({ spec: ['replicas: 2'] }),
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  minAvailable: 50%\n  unhealthyPodEvictionPolicy: AlwaysAllow',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of pods that the input does not have, that are none, or that nobody counts', () => {
    const yaml = documents(
      deployment({ name: 'web' }),
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  minAvailable: 1',
      deployment({ name: 'stopped', spec: ['replicas: 0'] }),
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec:\n  selector: {matchLabels: {app: stopped}}\n  minAvailable: 1\n  unhealthyPodEvictionPolicy: AlwaysAllow',
      'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: agent, namespace: shop}\nspec:\n  selector: {matchLabels: {app: agent}}\n  template:\n    metadata: {labels: {app: agent}}\n    spec: {containers: [{name: agent, image: agent:1.0}]}',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec:\n  selector: {matchLabels: {app: agent}}\n  minAvailable: 1\n  unhealthyPodEvictionPolicy: AlwaysAllow',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });
});
