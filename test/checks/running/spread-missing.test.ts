import { deployment, documents, found } from './found';

const RULE = 'spread-missing';

describe('the rule spread-missing', () => {
  test('notes pods that may be on one node', () => {
    const yaml = deployment({ spec: ['replicas: 3'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 9,
        field: 'spec.template.spec.topologySpreadConstraints',
        message: 'shop/Deployment/api: nothing keeps its 3 pods apart: all may be on one node',
        fix: "write topologySpreadConstraints for kubernetes.io/hostname into the pod's spec",
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
        line: 9,
        field: 'spec.template.spec.topologySpreadConstraints',
        message: 'shop/Deployment/api: nothing keeps its 2 pods apart: all may be on one node',
        fix: "write topologySpreadConstraints for kubernetes.io/hostname into the pod's spec",
      },
    ]);
  });

  test('says nothing of a spread or an affinity', () => {
    const yaml = documents(
      deployment({
        spec: ['replicas: 3'],
        pod: [
          'topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway}]',
        ],
      }),
      deployment({
        name: 'web',
        spec: ['replicas: 2'],
        pod: ['affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}}'],
      }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of one pod, and of an empty list it tells', () => {
    const yaml = documents(
      deployment(),
      deployment({ name: 'web', spec: ['replicas: 2'], pod: ['topologySpreadConstraints: []'] }),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 24,
        field: 'spec.template.spec.topologySpreadConstraints',
        message: 'shop/Deployment/web: nothing keeps its 2 pods apart: all may be on one node',
        fix: "write topologySpreadConstraints for kubernetes.io/hostname into the pod's spec",
      },
    ]);
  });
});
