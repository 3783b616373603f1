import { deployment, documents, found } from './found';

const RULE = 'resources-missing';

describe('the rule resources-missing', () => {
  test('tells of a container that says nothing', () => {
    const yaml = deployment();
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 10,
        field: 'spec.template.spec.containers[0].resources',
        message:
          'shop/Deployment/api: container app has no request for cpu, memory and ephemeral-storage, and no limit for cpu, memory and ephemeral-storage',
        fix: 'write them into resources of container app',
      },
    ]);
  });

  test('notes what is not needed to be placed', () => {
    const yaml = deployment({
      container: ['resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 64Mi}}'],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 12,
        field: 'spec.template.spec.containers[0].resources',
        message:
          'shop/Deployment/api: container app has no request for ephemeral-storage, and no limit for cpu and ephemeral-storage',
        fix: 'write them into resources of container app',
      },
    ]);
  });

  test('tells of a part that is missing', () => {
    const yaml = deployment({
      container: [
        'resources: {requests: {cpu: 100m, ephemeral-storage: 1Gi}, limits: {cpu: 1, ephemeral-storage: 1Gi}}',
      ],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 12,
        field: 'spec.template.spec.containers[0].resources',
        message: 'shop/Deployment/api: container app has no request for memory, and no limit for memory',
        fix: 'write them into resources of container app',
      },
    ]);
  });

  test('takes a limit for a request', () => {
    const yaml = deployment({
      container: ['resources: {requests: {}, limits: {cpu: 1, memory: 64Mi, ephemeral-storage: 1Gi}}'],
    });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('takes what a LimitRange gives, and what is written for the pod', () => {
    const yaml = documents(
      'apiVersion: v1\nkind: LimitRange\nmetadata: {name: all, namespace: shop}\nspec: {limits: [{type: Container, default: {cpu: 1, memory: 1Gi}}]}',
      deployment({ container: ['resources: {requests: {ephemeral-storage: 1Gi}, limits: {ephemeral-storage: 1Gi}}'] }),
      deployment({ name: 'web', pod: ['resources: {limits: {cpu: 1, memory: 1Gi, ephemeral-storage: 1Gi}}'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('leaves what a quota asks for to the rule about it', () => {
    const yaml = documents(
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: all, namespace: shop}\nspec:\n  hard:\n    cpu: 1\n    memory: 1Gi',
      deployment(),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 18,
        field: 'spec.template.spec.containers[0].resources',
        message:
          'shop/Deployment/api: container app has no request for ephemeral-storage, and no limit for cpu, memory and ephemeral-storage',
        fix: 'write them into resources of container app',
      },
    ]);
  });

  test('tells of an init container and a sidecar', () => {
    const yaml = deployment({
      container: ['resources: {limits: {cpu: 1, memory: 1Gi, ephemeral-storage: 1Gi}}'],
      pod: [
        'initContainers:',
        '  - {name: setup, image: setup:1.0}',
        '  - {name: proxy, restartPolicy: Always, image: proxy:1.0}',
      ],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 14,
        field: 'spec.template.spec.initContainers[0].resources',
        message:
          'shop/Deployment/api: init container setup has no request for cpu, memory and ephemeral-storage, and no limit for cpu, memory and ephemeral-storage',
        fix: 'write them into resources of init container setup',
      },
      {
        severity: 'warning',
        line: 15,
        field: 'spec.template.spec.initContainers[1].resources',
        message:
          'shop/Deployment/api: sidecar proxy has no request for cpu, memory and ephemeral-storage, and no limit for cpu, memory and ephemeral-storage',
        fix: 'write them into resources of sidecar proxy',
      },
    ]);
  });
});
