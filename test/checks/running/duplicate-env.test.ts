import { deployment, found } from './found';

const RULE = 'duplicate-env';

describe('the rule duplicate-env', () => {
  test('tells of a variable that is there twice', () => {
    const yaml = deployment({
      container: ['env:', '  - {name: A, value: a}', '  - {name: B, value: b}', '  - {name: A, value: c}'],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 15,
        field: 'spec.template.spec.containers[0].env[2]',
        message: 'shop/Deployment/api: container app has the variable A twice, and the last one counts',
        fix: 'leave one A in env of container app',
      },
    ]);
  });

  test('tells of it in an init container, and each time', () => {
    const yaml = deployment({ pod: ['initContainers: [{name: setup, env: [{name: A}, {name: A}, {name: A}]}]'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 12,
        field: 'spec.template.spec.initContainers[0].env[1]',
        message: 'shop/Deployment/api: init container setup has the variable A twice, and the last one counts',
        fix: 'leave one A in env of init container setup',
      },
      {
        severity: 'warning',
        line: 12,
        field: 'spec.template.spec.initContainers[0].env[2]',
        message: 'shop/Deployment/api: init container setup has the variable A twice, and the last one counts',
        fix: 'leave one A in env of init container setup',
      },
    ]);
  });

  test('says nothing of two containers with the same one', () => {
    const yaml = deployment({
      container: ['env: [{name: A, value: a}]'],
      pod: ['initContainers: [{name: setup, env: [{name: A}]}]'],
    });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('takes wrong types for nothing written', () => {
    const yaml = deployment({ container: ['env: [7, 7, {name: 1}, {name: 1}, {}, {}]'] });
    expect(found(RULE, yaml)).toEqual([]);
  });
});
