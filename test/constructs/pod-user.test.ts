import { Chart, Size } from 'cdk8s';
import { Capability } from 'cdk8s-plus-28';
import {
  ClusterProfile,
  DatabaseEngine,
  DatabaseEngineOptions,
  HeadlessDatabase,
  InternalService,
  Platform,
  PodUser,
  SecurityProfile,
  Worker,
} from '../../src';
import { mainContainer, Manifest, podSpec, shopChart } from '../manifests';

interface Rendered {
  readonly pod: Manifest;
  readonly main: Manifest;
}

function rendered(chart: Chart): Rendered {
  return { pod: podSpec(chart).securityContext, main: mainContainer(chart).securityContext };
}

function withUser(
  security: SecurityProfile | undefined,
  image = 'ghcr.io/acme/app:1.0.0',
  platform?: Platform,
): Rendered {
  const chart = shopChart();
  new ClusterProfile({ platform }).applyTo(chart);
  new Worker(chart, 'app', { image, security });
  return rendered(chart);
}

const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
};
const pod = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };

describe('PodUser.id', () => {
  test('is the user, and the group unless that is named', () => {
    const one = withUser(SecurityProfile.restricted({ podUser: PodUser.id(20000) }));
    expect([one.main.runAsUser, one.main.runAsGroup, one.pod.fsGroup]).toEqual([20000, 20000, 20000]);
    const two = withUser(SecurityProfile.restricted({ podUser: PodUser.id(20000, 30000) }));
    expect([two.main.runAsUser, two.main.runAsGroup, two.pod.fsGroup]).toEqual([20000, 30000, 30000]);
  });

  test('says the same as `user` and `group`', () => {
    expect(withUser(SecurityProfile.custom({ podUser: PodUser.id(20000, 0) }))).toEqual(
      withUser(SecurityProfile.custom({ user: 20000, group: 0 })),
    );
  });

  test('may be root where somebody may be', () => {
    expect(withUser(SecurityProfile.baseline({ podUser: PodUser.id(0) })).main).toMatchObject({
      runAsUser: 0,
      runAsGroup: 0,
    });
  });
});

describe('PodUser.ofImage', () => {
  test('leaves the user to the image, which must not be root, and makes volumes writable for a group', () => {
    expect(withUser(SecurityProfile.restricted({ podUser: PodUser.ofImage() }))).toEqual({
      main: restricted,
      pod: { ...pod, fsGroup: 10001, fsGroupChangePolicy: 'OnRootMismatch' },
    });
  });

  test('takes the group of volumes of a known image', () => {
    const { main, pod: ofPod } = withUser(
      SecurityProfile.restricted({ podUser: PodUser.ofImage() }),
      'redis:7.4-alpine',
    );
    expect(main).toEqual(restricted);
    expect(ofPod.fsGroup).toBe(1000);
  });
});

describe('PodUser.assigned', () => {
  const assigned = { main: restricted, pod };

  test('leaves users and groups to the platform', () => {
    expect(withUser(SecurityProfile.restricted({ podUser: PodUser.assigned() }))).toEqual(assigned);
    expect(withUser(SecurityProfile.custom({ podUser: PodUser.assigned() }))).toEqual(assigned);
  });

  test.each([
    ['ghcr.io/acme/app:1.0.0', undefined],
    ['postgres:16.4', undefined],
    ['ghcr.io/acme/app:1.0.0', SecurityProfile.restricted()],
    ['nginx:1.27.3', SecurityProfile.custom({})],
  ])('is the default on OpenShift: %s', (image, security) => {
    expect(withUser(security, image, Platform.OPENSHIFT)).toEqual(assigned);
  });

  test.each([Platform.K3S, Platform.KIND, undefined])('is no default on %s', (platform) => {
    expect(withUser(undefined, 'redis:7.4', platform).main.runAsUser).toBe(999);
  });

  test('gives way to a user that is named', () => {
    const { main, pod: ofPod } = withUser(SecurityProfile.restricted({ user: 5000 }), 'redis:7.4', Platform.OPENSHIFT);
    expect([main.runAsUser, main.runAsGroup, ofPod.fsGroup]).toEqual([5000, 5000, 5000]);
    const ofImage = withUser(
      SecurityProfile.restricted({ podUser: PodUser.ofImage() }),
      'redis:7.4',
      Platform.OPENSHIFT,
    );
    expect(ofImage.pod.fsGroup).toBe(999);
  });

  test('keeps what an image needs of folders and capabilities', () => {
    const chart = shopChart();
    new ClusterProfile({ platform: Platform.OPENSHIFT }).applyTo(chart);
    new Worker(chart, 'app', { image: 'caddy:2.11' });
    const { securityContext, volumeMounts } = mainContainer(chart);
    expect(securityContext).toEqual({
      ...restricted,
      capabilities: { drop: ['ALL'], add: [Capability.NET_BIND_SERVICE] },
    });
    expect(volumeMounts.map(({ mountPath }: Manifest) => mountPath)).toEqual(['/tmp', '/config', '/data']);
  });

  test('keeps the sysctl of low ports, which OpenShift counts as safe', () => {
    const chart = shopChart();
    new ClusterProfile({ platform: Platform.OPENSHIFT }).applyTo(chart);
    new InternalService(chart, 'web', { image: 'nginx:1.27.3', port: 80 });
    expect(podSpec(chart).securityContext).toEqual({
      ...pod,
      sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }],
    });
  });

  test('holds for containers beside the main one', () => {
    const chart = shopChart();
    new ClusterProfile({ platform: Platform.OPENSHIFT }).applyTo(chart);
    new Worker(chart, 'app', { image: 'redis:7.4', sidecars: [{ name: 'proxy', image: 'nginx:1.27.3' }] });
    expect(podSpec(chart).initContainers[0].securityContext).toEqual(restricted);
  });
});

describe('a database', () => {
  function database(engine: DatabaseEngine, platform?: Platform): Rendered {
    const chart = shopChart();
    new ClusterProfile({ platform }).applyTo(chart);
    new HeadlessDatabase(chart, 'db', { engine, storage: Size.gibibytes(1) });
    return rendered(chart);
  }
  const redis = (options?: DatabaseEngineOptions): DatabaseEngine => DatabaseEngine.redis('7.4', options);
  const custom = (user?: number): DatabaseEngine =>
    DatabaseEngine.custom({ image: 'ghcr.io/acme/db:1.0.0', port: 7000, dataPath: '/data', user });

  test('on OpenShift runs as the user that is assigned, unless its engine names one', () => {
    expect(database(redis(), Platform.OPENSHIFT)).toEqual({ main: restricted, pod });
    expect(database(custom(), Platform.OPENSHIFT)).toEqual({ main: restricted, pod });
    expect(database(custom(2000), Platform.OPENSHIFT).main.runAsUser).toBe(2000);
  });

  test('of any engine is known through mirrors', () => {
    expect(database(redis({ image: 'mirror.gcr.io/library/redis:7.4-alpine' })).main.runAsGroup).toBe(1000);
    const mirrored = DatabaseEngine.custom({
      image: 'mirror.gcr.io/library/postgres:16.4',
      port: 5432,
      dataPath: '/data',
    });
    expect(database(mirrored).main.runAsUser).toBe(999);
  });
});
