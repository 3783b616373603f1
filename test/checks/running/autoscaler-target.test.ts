import { deployment, documents, found } from './found';

const RULE = 'autoscaler-target';

describe('the rule autoscaler-target', () => {
  test('tells of a target that is not there', () => {
    const yaml = documents(
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api, namespace: shop}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  minReplicas: 2\n  maxReplicas: 5',
      deployment({ name: 'web' }),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 5,
        field: 'spec.scaleTargetRef',
        message: 'shop/HorizontalPodAutoscaler/api: scales shop/Deployment/api, which the input does not have',
        fix: 'name a workload of namespace shop in spec.scaleTargetRef, with its kind and apiVersion',
      },
    ]);
  });

  test('tells of a target of another kind', () => {
    const yaml = documents(
      'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: api, namespace: shop}\nspec: {scaleTargetRef: {name: api}, triggers: []}',
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db, namespace: shop}\nspec:\n  replicas: 3\n  serviceName: db\n  selector: {matchLabels: {app: api}}\n  template:\n    metadata: {labels: {app: api}}\n    spec: {containers: [{name: db, image: postgres:16.4}]}',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 4,
        field: 'spec.scaleTargetRef',
        message: 'shop/ScaledObject/api: scales shop/Deployment/api, which the input does not have',
        fix: 'name a workload of namespace shop in spec.scaleTargetRef, with its kind and apiVersion',
      },
    ]);
  });

  test('says nothing where the namespace may have it elsewhere, and of kinds of others', () => {
    const yaml = documents(
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api, namespace: other}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  minReplicas: 2\n  maxReplicas: 5',
      deployment({ name: 'web' }),
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: more, namespace: shop}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Cluster, name: api}\n  minReplicas: 2\n  maxReplicas: 5',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('tells of pods without the request that is measured', () => {
    const yaml = documents(
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api, namespace: shop}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  minReplicas: 2\n  maxReplicas: 5',
      deployment(),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 5,
        field: 'spec',
        message:
          'shop/HorizontalPodAutoscaler/api: scales by the share of cpu that is used of what is requested, and container app of shop/Deployment/api requests none',
        fix: 'write resources.requests.cpu for container app',
      },
    ]);
  });

  test('tells of one container, by the metric that is about it', () => {
    const yaml = documents(
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api, namespace: shop}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  minReplicas: 2\n  maxReplicas: 5\n  metrics:\n    - {type: ContainerResource, containerResource: {name: memory, container: app, target: {type: Utilization, averageUtilization: 80}}}',
      deployment({ container: ['resources: {requests: {cpu: 1}, limits: {}}'] }),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 9,
        field: 'spec.metrics[0]',
        message:
          'shop/HorizontalPodAutoscaler/api: scales by the share of memory that is used of what is requested, and container app of shop/Deployment/api requests none',
        fix: 'write resources.requests.memory for container app',
      },
    ]);
  });

  test('says nothing of what is requested, and of values', () => {
    const yaml = documents(
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api, namespace: shop}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  minReplicas: 2\n  maxReplicas: 5\n  metrics:\n    - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}\n    - {type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 1Gi}}}',
      deployment({ container: ['resources: {requests: {cpu: 1}, limits: {}}'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('tells of two autoscalers of one workload', () => {
    const yaml = documents(
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api, namespace: shop}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  minReplicas: 2\n  maxReplicas: 5',
      'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: api, namespace: shop}\nspec: {scaleTargetRef: {name: api}, triggers: []}',
      deployment({ container: ['resources: {requests: {cpu: 1}, limits: {}}'] }),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 12,
        field: 'spec.scaleTargetRef',
        message:
          'shop/ScaledObject/api: scales shop/Deployment/api, which shop/HorizontalPodAutoscaler/api scales, too: neither gets its way',
        fix: 'leave one of them, with the metrics of both',
      },
    ]);
  });
});
