import { deployment, documents, found } from './found';

const RULE = 'quota';

describe('the rule quota', () => {
  test('tells of pods that do not say what is counted', () => {
    const yaml = documents(
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: all, namespace: shop}\nspec:\n  hard:\n    requests.cpu: 1\n    limits.memory: 1Gi',
      deployment({ container: ['resources: {requests: {cpu: 1}, limits: {}}'] }),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 20,
        field: 'spec.template.spec.containers[0].resources',
        message:
          'shop/Deployment/api: shop/ResourceQuota/all counts limits.memory, and container app says none, so that the API server refuses the pods',
        fix: 'write limits.memory into resources of container app, or a LimitRange with defaults into namespace shop',
      },
    ]);
  });

  test('says nothing where a LimitRange says it', () => {
    const yaml = documents(
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: all, namespace: shop}\nspec:\n  hard:\n    requests.cpu: 10\n    limits.memory: 10Gi',
      'apiVersion: v1\nkind: LimitRange\nmetadata: {name: all, namespace: shop}\nspec: {limits: [{type: Container, default: {cpu: 1, memory: 1Gi}}]}',
      deployment(),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of what need not be said, and of quotas for some pods', () => {
    const yaml = documents(
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: all, namespace: shop}\nspec:\n  hard:\n    pods: 10\n    requests.ephemeral-storage: 1Gi\n    count/services: 3',
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: some, namespace: shop}\nspec:\n  hard:\n    cpu: 1\n  scopes: [BestEffort]',
      deployment(),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing in another namespace', () => {
    const yaml = documents(
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: all, namespace: other}\nspec:\n  hard:\n    cpu: 1',
      deployment(),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('warns of replicas that ask for more together', () => {
    const yaml = documents(
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: all, namespace: shop}\nspec:\n  hard:\n    requests.cpu: 1\n    memory: 1Gi\n    pods: 3',
      deployment({
        container: ['resources: {requests: {cpu: 300m, memory: 512Mi}, limits: {}}'],
        spec: ['replicas: 4'],
      }),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 6,
        field: 'spec.hard.requests.cpu',
        message:
          'shop/ResourceQuota/all: admits 1 of requests.cpu, and the replicas of its namespace have 1.2 together',
        fix: 'raise requests.cpu in spec.hard, or lower what the workloads of namespace shop have',
      },
      {
        severity: 'warning',
        line: 7,
        field: 'spec.hard.memory',
        message:
          'shop/ResourceQuota/all: admits 1024Mi of memory, and the replicas of its namespace have 2048Mi together',
        fix: 'raise memory in spec.hard, or lower what the workloads of namespace shop have',
      },
      {
        severity: 'warning',
        line: 8,
        field: 'spec.hard.pods',
        message: 'shop/ResourceQuota/all: admits 3 pods, and the replicas of its namespace have 4 together',
        fix: 'raise pods in spec.hard, or lower what the workloads of namespace shop have',
      },
    ]);
  });

  test('says nothing of as many as there may be', () => {
    const yaml = documents(
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: all, namespace: shop}\nspec:\n  hard:\n    requests.cpu: 900m\n    pods: 3',
      deployment({ container: ['resources: {requests: {cpu: 300m}, limits: {}}'], spec: ['replicas: 3'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('takes amounts that are none for nothing', () => {
    const yaml = documents(
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: all, namespace: shop}\nspec:\n  hard:\n    pods: many\n    services: 1',
      deployment(),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });
});
