import { deployment, documents, enforcing, found } from './found';

const RULE = 'privilege-escalation';

describe('the rule privilege-escalation', () => {
  test('tells of a container that does not exclude it', () => {
    const yaml = deployment();
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 10,
        field: 'spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation',
        message:
          'shop/Deployment/api: container app may gain rights: allowPrivilegeEscalation is not set, and is true then',
        fix: 'set securityContext.allowPrivilegeEscalation: false for container app',
      },
    ]);
  });

  test('tells of a container that asks for it', () => {
    const yaml = deployment({ container: ['securityContext:', '  allowPrivilegeEscalation: true'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 13,
        field: 'spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation',
        message: 'shop/Deployment/api: container app may gain rights: allowPrivilegeEscalation is true',
        fix: 'set securityContext.allowPrivilegeEscalation: false for container app',
      },
    ]);
  });

  test('leaves it to another rule where the API server refuses it, because the namespace is restricted', () => {
    const yaml = documents(enforcing('restricted'), deployment());
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing where it is excluded', () => {
    const yaml = deployment({ container: ['securityContext: {allowPrivilegeEscalation: false}'] });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('leaves privileged containers to the rule about them', () => {
    const yaml = deployment({ container: ['securityContext: {privileged: true}'] });
    expect(found(RULE, yaml)).toEqual([]);
  });
});
