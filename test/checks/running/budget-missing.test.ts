import { deployment, documents, found } from './found';

const RULE = 'budget-missing';

describe('the rule budget-missing', () => {
  test('notes several pods without one', () => {
    const yaml = deployment({ spec: ['replicas: 3'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 1,
        message: 'shop/Deployment/api: no PodDisruptionBudget is for its 3 pods: a drain may stop all at once',
        fix: 'write a PodDisruptionBudget that selects them, with maxUnavailable: 1',
      },
    ]);
  });

  test('counts what an autoscaler leaves', () => {
    const yaml = documents(
      deployment(),
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api, namespace: shop}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  minReplicas: 2\n  maxReplicas: 5',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 1,
        message: 'shop/Deployment/api: no PodDisruptionBudget is for its 2 pods: a drain may stop all at once',
        fix: 'write a PodDisruptionBudget that selects them, with maxUnavailable: 1',
      },
    ]);
  });

  test('says nothing where there is one', () => {
    const yaml = documents(
      deployment({ spec: ['replicas: 3'] }),
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  maxUnavailable: 1',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of one pod, and of a budget for all it counts', () => {
    const yaml = documents(
      deployment(),
      deployment({ name: 'web', spec: ['replicas: 2'] }),
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec:\n  selector: {}\n  maxUnavailable: 1',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('does not take one of another namespace, nor one without a selector', () => {
    const yaml = documents(
      deployment({ spec: ['replicas: 2'] }),
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: other}\nspec:\n  selector: {matchLabels: {app: api}}\n  maxUnavailable: 1',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec:\n  maxUnavailable: 1',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 1,
        message: 'shop/Deployment/api: no PodDisruptionBudget is for its 2 pods: a drain may stop all at once',
        fix: 'write a PodDisruptionBudget that selects them, with maxUnavailable: 1',
      },
    ]);
  });
});
