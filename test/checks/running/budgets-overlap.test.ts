import { deployment, documents, found } from './found';

const RULE = 'budgets-overlap';

describe('the rule budgets-overlap', () => {
  test('tells of two for the same pods', () => {
    const yaml = documents(
      deployment({ spec: ['replicas: 3'] }),
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  maxUnavailable: 1',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: all, namespace: shop}\nspec:\n  selector: {}\n  maxUnavailable: 1',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 1,
        message:
          'shop/Deployment/api: its pods have the disruption budgets shop/PodDisruptionBudget/api, shop/PodDisruptionBudget/all: none of them can be evicted',
        fix: 'leave one of the PodDisruptionBudgets for these pods',
      },
    ]);
  });

  test('says nothing of one each', () => {
    const yaml = documents(
      deployment(),
      deployment({ name: 'web' }),
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  maxUnavailable: 1',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web, namespace: shop}\nspec:\n  selector: {matchLabels: {app: web}}\n  maxUnavailable: 1',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('warns of pods that a drain leaves alone, or that are gone by themselves', () => {
    const two = ['a', 'b'].map(
      (name) =>
        `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  selector: {}\n  maxUnavailable: 1`,
    );
    const agent = deployment().replace('kind: Deployment', 'kind: DaemonSet');
    expect(found(RULE, documents(agent, ...two)).map(({ severity }) => severity)).toEqual(['warning']);
  });

  test('knows that an empty selector of the first version selects nobody', () => {
    const yaml = documents(
      deployment(),
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}\nspec:\n  selector: {matchLabels: {app: api}}\n  maxUnavailable: 1',
      'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: all, namespace: shop}\nspec:\n  selector: {}\n  maxUnavailable: 1',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });
});
