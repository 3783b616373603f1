import { deployment, documents, enforcing, found } from './found';

const RULE = 'pod-security';

describe('the rule pod-security', () => {
  test('tells once of pods that their namespace refuses, and why', () => {
    const yaml = documents(enforcing('restricted'), deployment());
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 16,
        field: 'spec.template.spec.containers[0].securityContext.runAsNonRoot',
        message:
          'shop/Deployment/api: namespace shop enforces the Pod Security Standard "restricted", so that the API server refuses its pods: container app may run as root: neither runAsNonRoot nor runAsUser is set; container app may gain rights: allowPrivilegeEscalation is not set, and is true then; container app keeps the capabilities that the runtime gives; container app has no seccomp profile',
        fix: 'set securityContext.runAsNonRoot: true for container app, and a runAsUser above 0 unless its image names one by its number; set securityContext.allowPrivilegeEscalation: false for container app; set securityContext.capabilities.drop: [ALL] for container app; set securityContext.seccompProfile: {type: RuntimeDefault} of the pod; or let namespace shop enforce a lower level',
      },
    ]);
  });

  test('tells of what "baseline" forbids alone', () => {
    const yaml = documents(
      enforcing('baseline'),
      deployment({
        container: [
          'ports: [{containerPort: 8080, hostPort: 80}]',
          'securityContext: {capabilities: {add: [SYS_ADMIN]}}',
        ],
        pod: [
          'hostPID: true',
          'volumes: [{name: logs, hostPath: {path: /var/log}}]',
          'securityContext: {sysctls: [{name: kernel.msgmax, value: "1"}]}',
        ],
      }),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 19,
        field: 'spec.template.spec.containers[0].securityContext.capabilities.add',
        message:
          'shop/Deployment/api: namespace shop enforces the Pod Security Standard "baseline", so that the API server refuses its pods: container app adds the capability SYS_ADMIN; its pods have the processes of the node (hostPID: true); volume logs is /var/log of the node; container app takes port 80 of its node; its pods ask for the sysctl kernel.msgmax, which a kubelet refuses unless it was told to take it',
        fix: "leave out of securityContext.capabilities.add what container app does not need; leave hostPID out of the pod's spec; use an emptyDir or a PersistentVolumeClaim for volume logs; leave hostPort out of the ports of container app, and let a Service lead there; leave it out of securityContext.sysctls, or start the kubelets of its nodes with --allowed-unsafe-sysctls; or let namespace shop enforce a lower level",
      },
    ]);
  });

  test.each([
    ['securityContext: {seLinuxOptions: {type: spc_t}}', 'has another type in seLinuxOptions than containers have'],
    ['securityContext: {seLinuxOptions: {user: sys_u}}', 'has another user in seLinuxOptions than containers have'],
    ['readinessProbe: {httpGet: {port: 80, host: 10.0.0.1}}', 'readinessProbe of container app asks another host than'],
    [
      'lifecycle: {preStop: {tcpSocket: {port: 80, host: a}}}',
      'preStop of container app asks another host than the pod',
    ],
  ])('tells that "baseline" forbids %s', (line, words) => {
    expect(found(RULE, documents(enforcing('baseline'), deployment({ container: [line] })))).toMatchObject([
      { severity: 'error', message: expect.stringContaining(words) },
    ]);
  });

  test('reads what AppArmor was told by annotations', () => {
    const annotated = (profile: string): string =>
      deployment().replace(
        'metadata: {labels',
        `metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/app: ${profile}}, labels`,
      );
    expect(found(RULE, documents(enforcing('baseline'), annotated('unconfined')))).toMatchObject([
      { message: expect.stringContaining('container app has another AppArmor profile') },
    ]);
    expect(found(RULE, documents(enforcing('baseline'), annotated('localhost/web')))).toEqual([]);
    expect(found(RULE, documents(enforcing('baseline'), annotated('runtime/default')))).toEqual([]);
  });

  test('forbids no more than the version to which a namespace is pinned', () => {
    const pinned = (version: string): string =>
      enforcing('baseline').replace(
        'pod-security.kubernetes.io/enforce:',
        `pod-security.kubernetes.io/enforce-version: ${version}, pod-security.kubernetes.io/enforce:`,
      );
    const asking = deployment({ container: ['readinessProbe: {tcpSocket: {port: 80, host: 10.0.0.1}}'] });
    const privileged = deployment({ container: ['securityContext: {privileged: true}'] });
    expect(found(RULE, documents(pinned('v1.33'), asking))).toEqual([]);
    expect(found(RULE, documents(pinned('v1.34'), asking))).toHaveLength(1);
    expect(found(RULE, documents(pinned('latest'), asking))).toHaveLength(1);
    expect(found(RULE, documents(pinned('v1.33'), privileged))).toHaveLength(1);
    expect(found(RULE, documents(pinned('v1.20'), privileged))).toEqual([]);
    expect(found('privileged', documents(pinned('v1.20'), privileged))).toHaveLength(1);
  });

  test('tells of what "restricted" forbids beyond the other rules', () => {
    const yaml = documents(
      enforcing('restricted'),
      deployment({
        container: [
          'securityContext: {runAsUser: 1000, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}, procMount: Unmasked, appArmorProfile: {type: Unconfined}}',
        ],
        pod: ['volumes: [{name: share, nfs: {server: a, path: /}}, {name: tmp, emptyDir: {}}]'],
      }),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 18,
        field: 'spec.template.spec.containers[0].securityContext.runAsNonRoot',
        message:
          'shop/Deployment/api: namespace shop enforces the Pod Security Standard "restricted", so that the API server refuses its pods: container app has no runAsNonRoot: true; volume share is of kind nfs; container app has AppArmor turned off (Unconfined); container app has another procMount than Default',
        fix: 'set securityContext.runAsNonRoot: true for container app; use another kind of volume for share; leave appArmorProfile out for container app; leave procMount out for container app; or let namespace shop enforce a lower level',
      },
    ]);
  });

  test('tells of Windows on the host', () => {
    const yaml = documents(
      enforcing('baseline'),
      deployment({ pod: ['os: {name: windows}', 'securityContext: {windowsOptions: {hostProcess: true}}'] }),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 19,
        field: 'spec.template.spec.securityContext.windowsOptions.hostProcess',
        message:
          'shop/Deployment/api: namespace shop enforces the Pod Security Standard "baseline", so that the API server refuses its pods: the pod has hostProcess: true',
        fix: 'leave hostProcess out for the pod; or let namespace shop enforce a lower level',
      },
    ]);
  });

  test('says nothing of pods that keep to the level', () => {
    const yaml = documents(
      enforcing('restricted'),
      deployment({
        container: [
          'securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}',
        ],
        pod: ['securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}'],
      }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing in a namespace that enforces nothing, and of one that only warns', () => {
    const yaml = documents(
      enforcing('privileged'),
      deployment(),
      enforcing('restricted').replace('enforce', 'warn').replace('name: shop', 'name: other'),
      deployment({ name: 'web' }).replace('namespace: shop', 'namespace: other'),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('tells of root that must not be root', () => {
    const yaml = deployment({ container: ['securityContext:', '  runAsNonRoot: true', '  runAsUser: 0'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 14,
        field: 'spec.template.spec.containers[0].securityContext.runAsUser',
        message: 'shop/Deployment/api: container app has runAsUser: 0 and runAsNonRoot: true, so that it never starts',
        fix: 'set runAsUser above 0 for container app',
      },
    ]);
  });

  test('tells of privileged containers that may not gain rights', () => {
    const yaml = deployment({
      container: ['securityContext:', '  privileged: true', '  allowPrivilegeEscalation: false'],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 13,
        field: 'spec.template.spec.containers[0].securityContext.privileged',
        message:
          'shop/Deployment/api: container app has privileged: true and allowPrivilegeEscalation: false, which the API server refuses together',
        fix: 'leave privileged out for container app',
      },
    ]);
  });

  test('takes a level that there is not for none', () => {
    const yaml = documents(enforcing('Restricted'), deployment());
    expect(found(RULE, yaml)).toEqual([]);
  });
});
