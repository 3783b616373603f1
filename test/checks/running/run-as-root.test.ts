import { deployment, documents, enforcing, found } from './found';

const RULE = 'run-as-root';

describe('the rule run-as-root', () => {
  test('tells of a container of which nobody says who it runs as', () => {
    const yaml = deployment();
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 10,
        field: 'spec.template.spec.containers[0].securityContext.runAsNonRoot',
        message: 'shop/Deployment/api: container app may run as root: neither runAsNonRoot nor runAsUser is set',
        fix: 'set securityContext.runAsNonRoot: true for container app, and a runAsUser above 0 unless its image names one by its number',
      },
    ]);
  });

  test('tells of a container that runs as root', () => {
    const yaml = deployment({ container: ['securityContext:', '  runAsUser: 0'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 13,
        field: 'spec.template.spec.containers[0].securityContext.runAsUser',
        message: 'shop/Deployment/api: container app runs as root (runAsUser: 0)',
        fix: 'set securityContext.runAsNonRoot: true and a runAsUser above 0 for container app',
      },
    ]);
  });

  test('tells of root by the pod, and of each container', () => {
    const yaml = deployment({
      pod: ['securityContext: {runAsUser: 0}', 'initContainers:', '  - {name: setup, image: busybox:1.37}'],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 12,
        field: 'spec.template.spec.securityContext.runAsUser',
        message: 'shop/Deployment/api: container app runs as root (runAsUser: 0)',
        fix: 'set securityContext.runAsNonRoot: true and a runAsUser above 0 for container app',
      },
      {
        severity: 'warning',
        line: 12,
        field: 'spec.template.spec.securityContext.runAsUser',
        message: 'shop/Deployment/api: init container setup runs as root (runAsUser: 0)',
        fix: 'set securityContext.runAsNonRoot: true and a runAsUser above 0 for init container setup',
      },
    ]);
  });

  test('leaves what never starts to another rule', () => {
    const yaml = deployment({ container: ['securityContext:', '  runAsNonRoot: true', '  runAsUser: 0'] });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('leaves it to another rule where the API server refuses it, because the namespace is restricted', () => {
    const yaml = documents(enforcing('restricted'), deployment());
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of a user that is not root where the namespace is restricted, which another rule tells', () => {
    const yaml = documents(enforcing('restricted'), deployment({ container: ['securityContext: {runAsUser: 1000}'] }));
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('is a warning where the namespace is held to baseline', () => {
    const yaml = documents(enforcing('baseline'), deployment());
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 16,
        field: 'spec.template.spec.containers[0].securityContext.runAsNonRoot',
        message: 'shop/Deployment/api: container app may run as root: neither runAsNonRoot nor runAsUser is set',
        fix: 'set securityContext.runAsNonRoot: true for container app, and a runAsUser above 0 unless its image names one by its number',
      },
    ]);
  });

  test('is a note in a user namespace', () => {
    const yaml = deployment({ pod: ['hostUsers: false'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 10,
        field: 'spec.template.spec.containers[0].securityContext.runAsNonRoot',
        message: 'shop/Deployment/api: container app may run as root: neither runAsNonRoot nor runAsUser is set',
        fix: 'set securityContext.runAsNonRoot: true for container app, and a runAsUser above 0 unless its image names one by its number',
      },
    ]);
  });

  test('says nothing of runAsNonRoot, by the container or the pod', () => {
    const yaml = documents(
      deployment({ container: ['securityContext: {runAsNonRoot: true}'] }),
      deployment({ name: 'web', pod: ['securityContext: {runAsNonRoot: true}'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of a user that is not root', () => {
    const yaml = deployment({ container: ['securityContext: {runAsUser: 1}'] });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('lets the container decide over the pod', () => {
    const yaml = deployment({
      container: ['securityContext: {runAsNonRoot: false}'],
      pod: ['securityContext: {runAsNonRoot: true}'],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 12,
        field: 'spec.template.spec.containers[0].securityContext.runAsNonRoot',
        message: 'shop/Deployment/api: container app may run as root: neither runAsNonRoot nor runAsUser is set',
        fix: 'set securityContext.runAsNonRoot: true for container app, and a runAsUser above 0 unless its image names one by its number',
      },
    ]);
  });

  test('says nothing of Windows', () => {
    const yaml = deployment({ pod: ['os: {name: windows}'] });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('takes wrong types for nothing written', () => {
    const yaml = deployment({ container: ['securityContext: {runAsNonRoot: "true", runAsUser: "5"}'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 12,
        field: 'spec.template.spec.containers[0].securityContext.runAsNonRoot',
        message: 'shop/Deployment/api: container app may run as root: neither runAsNonRoot nor runAsUser is set',
        fix: 'set securityContext.runAsNonRoot: true for container app, and a runAsUser above 0 unless its image names one by its number',
      },
    ]);
  });
});
