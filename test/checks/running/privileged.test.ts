import { deployment, documents, enforcing, found } from './found';

const RULE = 'privileged';

describe('the rule privileged', () => {
  test('tells of a privileged container', () => {
    const yaml = deployment({ container: ['securityContext:', '  privileged: true'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 13,
        field: 'spec.template.spec.containers[0].securityContext.privileged',
        message: 'shop/Deployment/api: container app is privileged',
        fix: 'leave privileged out for container app, and add the capability that it needs to securityContext.capabilities.add',
      },
    ]);
  });

  test('tells of one with a setting that the API server refuses beside it', () => {
    const yaml = deployment({
      container: ['securityContext:', '  privileged: true', '  allowPrivilegeEscalation: false'],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 13,
        field: 'spec.template.spec.containers[0].securityContext.privileged',
        message: 'shop/Deployment/api: container app is privileged',
        fix: 'leave privileged out for container app, and add the capability that it needs to securityContext.capabilities.add',
      },
    ]);
  });

  test('leaves it to another rule where the API server refuses it, because the namespace is held to baseline', () => {
    const yaml = documents(enforcing('baseline'), deployment({ container: ['securityContext: {privileged: true}'] }));
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('tells of an init container and a sidecar by what they are', () => {
    const yaml = deployment({
      pod: [
        'initContainers:',
        '  - {name: setup, securityContext: {privileged: true}}',
        '  - {name: proxy, restartPolicy: Always, securityContext: {privileged: true}}',
      ],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 13,
        field: 'spec.template.spec.initContainers[0].securityContext.privileged',
        message: 'shop/Deployment/api: init container setup is privileged',
        fix: 'leave privileged out for init container setup, and add the capability that it needs to securityContext.capabilities.add',
      },
      {
        severity: 'warning',
        line: 14,
        field: 'spec.template.spec.initContainers[1].securityContext.privileged',
        message: 'shop/Deployment/api: sidecar proxy is privileged',
        fix: 'leave privileged out for sidecar proxy, and add the capability that it needs to securityContext.capabilities.add',
      },
    ]);
  });

  test('says nothing of others', () => {
    const yaml = documents(
      deployment(),
      deployment({ name: 'web', container: ['securityContext: {privileged: false}'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('takes a text for nothing written', () => {
    const yaml = deployment({ container: ['securityContext: {privileged: "true"}'] });
    expect(found(RULE, yaml)).toEqual([]);
  });
});
