import { deployment, documents, enforcing, found } from './found';

const RULE = 'capabilities-kept';

describe('the rule capabilities-kept', () => {
  test('tells of a container that drops none', () => {
    const yaml = deployment();
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 10,
        field: 'spec.template.spec.containers[0].securityContext.capabilities.drop',
        message: 'shop/Deployment/api: container app keeps the capabilities that the runtime gives',
        fix: 'set securityContext.capabilities.drop: [ALL] for container app',
      },
    ]);
  });

  test('tells of a container that drops some', () => {
    const yaml = deployment({ container: ['securityContext:', '  capabilities:', '    drop: [NET_RAW]'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 14,
        field: 'spec.template.spec.containers[0].securityContext.capabilities.drop',
        message:
          'shop/Deployment/api: container app keeps the capabilities that the runtime gives, but for those that it drops',
        fix: 'set securityContext.capabilities.drop: [ALL] for container app',
      },
    ]);
  });

  test('leaves it to another rule where the API server refuses it, because the namespace is restricted', () => {
    const yaml = documents(enforcing('restricted'), deployment());
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing where all are dropped', () => {
    const yaml = deployment({ container: ['securityContext: {capabilities: {drop: [ALL]}}'] });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('leaves privileged containers to the rule about them', () => {
    const yaml = deployment({ container: ['securityContext: {privileged: true}'] });
    expect(found(RULE, yaml)).toEqual([]);
  });
});
