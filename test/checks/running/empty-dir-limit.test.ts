import { deployment, found } from './found';

const RULE = 'empty-dir-limit';

describe('the rule empty-dir-limit', () => {
  test('notes a folder without a limit, on disk and in memory', () => {
    const yaml = deployment({
      pod: ['volumes:', '  - {name: tmp, emptyDir: {}}', '  - {name: shm, emptyDir: {medium: Memory}}'],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 13,
        field: 'spec.template.spec.volumes[0].emptyDir',
        message: 'shop/Deployment/api: volume tmp is an emptyDir without a limit',
        fix: 'write emptyDir: {sizeLimit: …} for volume tmp',
      },
      {
        severity: 'note',
        line: 14,
        field: 'spec.template.spec.volumes[1].emptyDir',
        message: 'shop/Deployment/api: volume shm is an emptyDir without a limit, in the memory of the node',
        fix: 'write emptyDir: {sizeLimit: …} for volume shm',
      },
    ]);
  });

  test('says nothing of a limit, and of other volumes', () => {
    const yaml = deployment({
      pod: [
        'volumes: [{name: tmp, emptyDir: {sizeLimit: 64Mi}}, {name: a, secret: {secretName: a}}, {name: b, emptyDir: null}]',
      ],
    });
    expect(found(RULE, yaml)).toEqual([]);
  });
});
