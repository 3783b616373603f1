import { Capability } from 'cdk8s-plus-28';
import { SecurityProfile, Worker } from '../../src';
import { mainContainer, Manifest, podSpec, shopChart } from '../manifests';

const contextsOf = (
  security?: SecurityProfile,
  image = 'ghcr.io/acme/app:1.0.0',
): { pod: Manifest; main: Manifest } => {
  const chart = shopChart();
  new Worker(chart, 'app', { image, security });
  return { pod: podSpec(chart).securityContext, main: mainContainer(chart).securityContext };
};

const restrictedContainer = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsGroup: 10001,
  runAsNonRoot: true,
  runAsUser: 10001,
};

describe('restricted', () => {
  test('is the default', () => {
    expect(contextsOf()).toEqual(contextsOf(SecurityProfile.restricted()));
    expect(contextsOf().main).toEqual(restrictedContainer);
  });

  test('makes volumes writable for the group, and keeps the seccomp profile of the runtime', () => {
    expect(contextsOf(SecurityProfile.restricted()).pod).toEqual({
      fsGroup: 10001,
      fsGroupChangePolicy: 'OnRootMismatch',
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  test('`user` is the group, too, unless `group` says another', () => {
    const { pod, main } = contextsOf(SecurityProfile.restricted({ user: 20000 }));
    expect([main.runAsUser, main.runAsGroup, pod.fsGroup]).toEqual([20000, 20000, 20000]);
    const grouped = contextsOf(SecurityProfile.restricted({ user: 20000, group: 30000 }));
    expect([grouped.main.runAsUser, grouped.main.runAsGroup, grouped.pod.fsGroup]).toEqual([20000, 30000, 30000]);
  });

  test('`group` alone leaves the user alone', () => {
    const { pod, main } = contextsOf(SecurityProfile.restricted({ group: 30000 }));
    expect([main.runAsUser, main.runAsGroup, pod.fsGroup]).toEqual([10001, 30000, 30000]);
  });

  test('takes the user of a known image, unless another is named', () => {
    expect(contextsOf(SecurityProfile.restricted(), 'redis:7.4-alpine').main.runAsUser).toBe(999);
    expect(contextsOf(SecurityProfile.restricted(), 'redis:7.4-alpine').main.runAsGroup).toBe(1000);
    const named = contextsOf(SecurityProfile.restricted({ user: 5000 }), 'redis:7.4-alpine').main;
    expect([named.runAsUser, named.runAsGroup]).toEqual([5000, 5000]);
  });
});

describe('baseline', () => {
  test('leaves the user to the image and its files writable, and keeps the host closed', () => {
    expect(contextsOf(SecurityProfile.baseline())).toEqual({
      pod: { seccompProfile: { type: 'RuntimeDefault' } },
      main: { privileged: false, readOnlyRootFilesystem: false },
    });
  });

  test('takes any user, root included', () => {
    const { pod, main } = contextsOf(SecurityProfile.baseline({ user: 0, group: 0 }));
    expect([main.runAsUser, main.runAsGroup, pod.fsGroup]).toEqual([0, 0, 0]);
  });

  test('leaves the user to a known image', () => {
    expect(contextsOf(SecurityProfile.baseline(), 'redis:7.4').main).toEqual({
      privileged: false,
      readOnlyRootFilesystem: false,
    });
  });
});

describe('custom', () => {
  test('is restricted until something is named', () => {
    expect(contextsOf(SecurityProfile.custom({}))).toEqual(contextsOf(SecurityProfile.restricted()));
  });

  test('`runAsNonRoot: false` leaves the user to the image', () => {
    const { pod, main } = contextsOf(SecurityProfile.custom({ runAsNonRoot: false }));
    expect(pod).toEqual({ runAsNonRoot: false, seccompProfile: { type: 'RuntimeDefault' } });
    expect(main).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: false,
    });
  });

  test('`readOnlyRootFilesystem: false` loosens that alone', () => {
    expect(contextsOf(SecurityProfile.custom({ readOnlyRootFilesystem: false })).main).toEqual({
      ...restrictedContainer,
      readOnlyRootFilesystem: false,
    });
  });

  test('`allowPrivilegeEscalation: true` loosens that alone', () => {
    expect(contextsOf(SecurityProfile.custom({ allowPrivilegeEscalation: true })).main).toEqual({
      ...restrictedContainer,
      allowPrivilegeEscalation: true,
    });
  });

  test('`keepCapabilities` keeps those alone', () => {
    const keepCapabilities = [Capability.NET_BIND_SERVICE];
    const profile = SecurityProfile.custom({ keepCapabilities });
    keepCapabilities.push(Capability.SYS_ADMIN);
    expect(contextsOf(profile).main).toEqual({
      ...restrictedContainer,
      capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
    });
  });

  test('`user` and `group` are rendered', () => {
    const { main } = contextsOf(SecurityProfile.custom({ user: 1000, group: 2000 }));
    expect([main.runAsUser, main.runAsGroup]).toEqual([1000, 2000]);
  });
});

test.each([0, -1, 1.5])('root or no user at all is refused where nobody may be root: %s', (user) => {
  expect(() => SecurityProfile.restricted({ user })).toThrow(
    new RegExp(`^SecurityProfile.restricted: user: got ${user}; .*SecurityProfile.baseline`),
  );
});
