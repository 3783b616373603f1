import { deployment, documents, enforcing, found } from './found';

const RULE = 'unsafe-sysctl';

describe('the rule unsafe-sysctl', () => {
  test('tells of an unsafe one', () => {
    const yaml = deployment({
      pod: ['securityContext:', '  sysctls:', '    - {name: net.core.somaxconn, value: "1024"}'],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 14,
        field: 'spec.template.spec.securityContext.sysctls[0].name',
        message:
          'shop/Deployment/api: its pods ask for the sysctl net.core.somaxconn, which a kubelet refuses unless it was told to take it',
        fix: 'leave it out of securityContext.sysctls, or start the kubelets of its nodes with --allowed-unsafe-sysctls',
      },
    ]);
  });

  test('leaves it to another rule where the API server refuses it, because the namespace is held to baseline', () => {
    const yaml = documents(
      enforcing('baseline'),
      deployment({ pod: ['securityContext: {sysctls: [{name: kernel.msgmax, value: "1"}]}'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of safe ones, in both spellings', () => {
    const yaml = deployment({
      pod: [
        'securityContext: {sysctls: [{name: net.ipv4.ip_unprivileged_port_start, value: "0"}, {name: net/ipv4/tcp_syncookies, value: "1"}]}',
      ],
    });
    expect(found(RULE, yaml)).toEqual([]);
  });
});
