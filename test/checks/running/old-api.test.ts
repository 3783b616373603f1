import { deployment, documents, found } from './found';

const RULE = 'old-api';

describe('the rule old-api', () => {
  test('tells of a version that is no more, and of the one to write', () => {
    const yaml =
      'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: sync, namespace: shop}\nspec: {schedule: "* * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a:1.0}]}}}}}';
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 1,
        field: 'apiVersion',
        message: 'shop/CronJob/sync: Kubernetes has no CronJob of batch/v1beta1 since 1.25',
        fix: 'write apiVersion: batch/v1',
      },
    ]);
  });

  test('tells of kinds that are not read', () => {
    const yaml = documents(
      'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: shop}',
      'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: api, namespace: shop}',
      'apiVersion: autoscaling/v2beta2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api, namespace: shop}',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 1,
        field: 'apiVersion',
        message: 'shop/PodDisruptionBudget/api: Kubernetes has no PodDisruptionBudget of policy/v1beta1 since 1.25',
        fix: 'write apiVersion: policy/v1',
      },
      {
        severity: 'error',
        line: 5,
        field: 'apiVersion',
        message: 'shop/Deployment.extensions/api: Kubernetes has no Deployment of extensions/v1beta1 since 1.16',
        fix: 'write apiVersion: apps/v1',
      },
      {
        severity: 'error',
        line: 9,
        field: 'apiVersion',
        message:
          'shop/HorizontalPodAutoscaler/api: Kubernetes has no HorizontalPodAutoscaler of autoscaling/v2beta2 since 1.26',
        fix: 'write apiVersion: autoscaling/v2',
      },
    ]);
  });

  test('tells of what nothing took the place of', () => {
    const yaml = 'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: {name: all}';
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 1,
        field: 'apiVersion',
        message: 'default/PodSecurityPolicy/all: Kubernetes has no PodSecurityPolicy of policy/v1beta1 since 1.25',
        fix: 'leave it out: there is nothing in its place',
      },
    ]);
  });

  test('warns of what is deprecated', () => {
    const yaml = 'apiVersion: v1\nkind: Endpoints\nmetadata: {name: db, namespace: shop}';
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 1,
        field: 'apiVersion',
        message: 'shop/Endpoints/db: Endpoints of v1 is deprecated since Kubernetes 1.33',
        fix: 'write an EndpointSlice of discovery.k8s.io/v1',
      },
    ]);
  });

  test('says since when, which differs by the version', () => {
    const cronJob = (version: string): string =>
      `apiVersion: batch/${version}\nkind: CronJob\nmetadata: {name: a, namespace: shop}`;
    const messages = ['v2alpha1', 'v1beta1'].map((version) => found(RULE, cronJob(version))[0].message);
    expect(messages).toEqual([
      'shop/CronJob/a: Kubernetes has no CronJob of batch/v2alpha1 since 1.21',
      'shop/CronJob/a: Kubernetes has no CronJob of batch/v1beta1 since 1.25',
    ]);
  });

  test('says nothing of what is served, and of kinds that nobody here knows', () => {
    const yaml = documents(
      deployment(),
      'apiVersion: acme.com/v1beta1\nkind: CronJob\nmetadata: {name: a, namespace: shop}',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });
});
