import { deployment, documents, enforcing, found } from './found';

const RULE = 'host-namespaces';

describe('the rule host-namespaces', () => {
  test('tells of each', () => {
    const yaml = deployment({ pod: ['hostNetwork: true', 'hostPID: true', 'hostIPC: true'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 12,
        field: 'spec.template.spec.hostNetwork',
        message:
          'shop/Deployment/api: its pods have the network of the node, where policies do not hold (hostNetwork: true)',
        fix: "leave hostNetwork out of the pod's spec",
      },
      {
        severity: 'warning',
        line: 13,
        field: 'spec.template.spec.hostPID',
        message: 'shop/Deployment/api: its pods have the processes of the node (hostPID: true)',
        fix: "leave hostPID out of the pod's spec",
      },
      {
        severity: 'warning',
        line: 14,
        field: 'spec.template.spec.hostIPC',
        message: 'shop/Deployment/api: its pods have the shared memory of the node (hostIPC: true)',
        fix: "leave hostIPC out of the pod's spec",
      },
    ]);
  });

  test('leaves it to another rule where the API server refuses it, because the namespace is held to baseline', () => {
    const yaml = documents(enforcing('baseline'), deployment({ pod: ['hostPID: true'] }));
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of false, and of what is absent', () => {
    const yaml = documents(deployment(), deployment({ name: 'web', pod: ['hostPID: false'] }));
    expect(found(RULE, yaml)).toEqual([]);
  });
});
