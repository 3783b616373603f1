import { deployment, documents, enforcing, found } from './found';

const RULE = 'capabilities-added';

describe('the rule capabilities-added', () => {
  test('tells of what is added', () => {
    const yaml = deployment({
      container: [
        'securityContext:',
        '  capabilities:',
        '    drop: [ALL]',
        '    add: [NET_BIND_SERVICE, SYS_ADMIN, CHOWN]',
      ],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 15,
        field: 'spec.template.spec.containers[0].securityContext.capabilities.add',
        message: 'shop/Deployment/api: container app adds the capabilities SYS_ADMIN, CHOWN',
        fix: 'leave out of securityContext.capabilities.add what container app does not need',
      },
    ]);
  });

  test('leaves what "baseline" refuses to another rule', () => {
    const yaml = documents(
      enforcing('baseline'),
      deployment({ container: ['securityContext: {capabilities: {add: [NET_ADMIN]}}'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('is a warning where "baseline" has it', () => {
    const yaml = documents(
      enforcing('baseline'),
      deployment({ container: ['securityContext: {capabilities: {add: [CHOWN]}}'] }),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 18,
        field: 'spec.template.spec.containers[0].securityContext.capabilities.add',
        message: 'shop/Deployment/api: container app adds the capability CHOWN',
        fix: 'leave out of securityContext.capabilities.add what container app does not need',
      },
    ]);
  });

  test('leaves what "restricted" refuses to another rule', () => {
    const yaml = documents(
      enforcing('restricted'),
      deployment({ container: ['securityContext: {capabilities: {add: [CHOWN]}}'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of the one for low ports', () => {
    const yaml = deployment({ container: ['securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}'] });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('takes wrong types for nothing written', () => {
    const yaml = deployment({ container: ['securityContext: {capabilities: {add: [1, {a: b}]}}'] });
    expect(found(RULE, yaml)).toEqual([]);
  });
});
