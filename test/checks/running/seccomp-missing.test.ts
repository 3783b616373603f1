import { deployment, documents, enforcing, found } from './found';

const RULE = 'seccomp-missing';

describe('the rule seccomp-missing', () => {
  test('tells of a container without a profile', () => {
    const yaml = deployment();
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 10,
        field: 'spec.template.spec.containers[0].securityContext.seccompProfile.type',
        message: 'shop/Deployment/api: container app has no seccomp profile',
        fix: 'set securityContext.seccompProfile: {type: RuntimeDefault} of the pod',
      },
    ]);
  });

  test('tells of one that is turned off', () => {
    const yaml = deployment({
      container: ['securityContext:', '  seccompProfile: {type: Unconfined}'],
      pod: ['securityContext: {seccompProfile: {type: RuntimeDefault}}'],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 13,
        field: 'spec.template.spec.containers[0].securityContext.seccompProfile.type',
        message: 'shop/Deployment/api: container app has seccomp turned off (Unconfined)',
        fix: 'set securityContext.seccompProfile: {type: RuntimeDefault} of the pod',
      },
    ]);
  });

  test('leaves what "restricted" refuses to another rule', () => {
    const yaml = documents(enforcing('restricted'), deployment());
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('leaves what "baseline" refuses to another rule, and tells what it admits', () => {
    const yaml = documents(
      enforcing('baseline'),
      deployment({ pod: ['securityContext: {seccompProfile: {type: Unconfined}}'] }),
      deployment({ name: 'web' }),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 29,
        field: 'spec.template.spec.containers[0].securityContext.seccompProfile.type',
        message: 'shop/Deployment/web: container app has no seccomp profile',
        fix: 'set securityContext.seccompProfile: {type: RuntimeDefault} of the pod',
      },
    ]);
  });

  test('says nothing of a profile of the pod or of the container', () => {
    const yaml = documents(
      deployment({ pod: ['securityContext: {seccompProfile: {type: RuntimeDefault}}'] }),
      deployment({
        name: 'web',
        container: ['securityContext: {seccompProfile: {type: Localhost, localhostProfile: a.json}}'],
      }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });
});
