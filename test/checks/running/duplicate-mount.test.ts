import { deployment, found } from './found';

const RULE = 'duplicate-mount';

describe('the rule duplicate-mount', () => {
  test('tells of two volumes at one path', () => {
    const yaml = deployment({
      container: ['volumeMounts:', '  - {name: a, mountPath: /data}', '  - {name: b, mountPath: /data}'],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 14,
        field: 'spec.template.spec.containers[0].volumeMounts[1]',
        message: 'shop/Deployment/api: container app mounts two volumes at /data, which the API server refuses',
        fix: 'leave one mount at /data for container app',
      },
    ]);
  });

  test('says nothing of two paths, and of two containers', () => {
    const yaml = deployment({
      container: ['volumeMounts: [{name: a, mountPath: /data}, {name: a, mountPath: /more}]'],
      pod: ['initContainers: [{name: setup, volumeMounts: [{name: a, mountPath: /data}]}]'],
    });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('takes wrong types for nothing written', () => {
    const yaml = deployment({ container: ['volumeMounts: [1, 1, {mountPath: 2}, {mountPath: 2}]'] });
    expect(found(RULE, yaml)).toEqual([]);
  });
});
