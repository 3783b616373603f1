import { ApiObject, App, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ClusterProfile,
  ConfigFile,
  ConfigFiles,
  DatabaseEngine,
  HeadlessDatabase,
  InternalService,
  MountedVolume,
  NodeAgent,
  NotSecret,
  PodUser,
  SecurityProfile,
  ServiceGroup,
  StatefulService,
  Worker,
  WorkloadDefaults,
} from '../../src';
import { check } from '../../src/checks/check';
import { CheckInput } from '../../src/checks/check-input';
import { Finding } from '../../src/checks/finding';
import { Analysis } from '../../src/reachability/analysis';
import { parseTopology } from '../../src/topology/parse';

const image = 'ghcr.io/acme/app:1.0.0';

function shop(): Chart {
  return new Chart(Testing.app(), 'shop', { namespace: 'shop' });
}

/** What the checks find in what a chart renders about running. */
function allFound(chart: Chart): string[] {
  return findings(chart).map(shown).sort();
}

/** The same, but for what is good to know. */
function found(chart: Chart): string[] {
  const counted = findings(chart).filter(
    ({ rule, accepted, severity }) => severity !== 'note' || accepted !== undefined || rule.group === 'acceptance',
  );
  return counted.map(shown).sort();
}

function findings(chart: Chart): Finding[] {
  // A synth would fail with what is not accepted.
  const objects = chart.node.findAll().filter((each) => ApiObject.isApiObject(each));
  const manifests = objects.map((object, i) => ({
    object: object.toJson() as unknown,
    origin: { source: 'shop', document: i + 1 },
  }));
  const input = new CheckInput(Analysis.of(parseTopology(manifests).topology), manifests);
  return check(input).filter(({ rule }) => rule.group !== 'connectivity');
}

function shown({ rule, object, accepted }: Finding): string {
  return `${object} ${rule.id}: ${accepted?.reason ?? 'not accepted'}`;
}

describe('what a prop asks for is accepted with the reason that it has', () => {
  test('the files of the node that a NodeAgent reads', () => {
    const chart = shop();
    new ClusterProfile({ hostPaths: ['/var/log'] }).applyTo(chart);
    new NodeAgent(chart, 'collector', { image, hostPaths: [{ path: '/var/log/pods' }] });
    expect(found(chart)).toEqual([
      'shop/DaemonSet/collector host-path: the ClusterProfile lets pods read /var/log/pods of their nodes',
    ]);
  });

  test('the ports of its node at which a NodeAgent is reached', () => {
    const chart = shop();
    const ports = [{ number: 8125, hostPort: 8125, protocol: kplus.Protocol.UDP }];
    new NodeAgent(chart, 'statsd', { image, sidecars: [{ name: 'udp', image, ports }] });
    expect(found(chart)).toEqual([
      'shop/DaemonSet/statsd host-port: programs of the node reach a NodeAgent at port 8125',
    ]);
  });

  test('what an image needs that starts as root', () => {
    const chart = shop();
    new Worker(chart, 'legacy', { image, security: SecurityProfile.baseline() });
    expect(found(chart)).toEqual([
      'shop/Deployment/legacy capabilities-kept: SecurityProfile.baseline() keeps what the runtime gives',
      'shop/Deployment/legacy privilege-escalation: SecurityProfile.baseline() lets programs gain rights',
      'shop/Deployment/legacy run-as-root: SecurityProfile.baseline() lets the image choose its user',
      "shop/Deployment/legacy writable-root: SecurityProfile.baseline() lets it write into the image's files",
    ]);
  });

  test('exactly what a profile of its own loosens', () => {
    const chart = shop();
    new Worker(chart, 'legacy', {
      image,
      security: SecurityProfile.custom({
        keepCapabilities: [kplus.Capability.NET_BIND_SERVICE, kplus.Capability.CHOWN],
      }),
    });
    new Worker(chart, 'bind', {
      image,
      security: SecurityProfile.custom({ keepCapabilities: [kplus.Capability.NET_BIND_SERVICE] }),
    });
    new Worker(chart, 'named', {
      image,
      security: SecurityProfile.custom({ runAsNonRoot: false, podUser: PodUser.id(7) }),
    });
    new Worker(chart, 'root', { image, security: SecurityProfile.custom({ runAsNonRoot: false, user: 0 }) });
    expect(found(chart)).toEqual([
      'shop/Deployment/legacy capabilities-added: SecurityProfile.custom keeps CHOWN',
      'shop/Deployment/root run-as-root: SecurityProfile.custom lets the image choose its user',
    ]);
  });

  test('a profile of the defaults, which may be said later', () => {
    const chart = shop();
    new Worker(chart, 'api', { image });
    new WorkloadDefaults({ security: SecurityProfile.custom({ allowPrivilegeEscalation: true }) }).applyTo(chart);
    expect(found(chart)).toEqual([
      'shop/Deployment/api privilege-escalation: SecurityProfile.custom lets programs gain rights',
    ]);
  });

  test('a text that anybody may read, in any container', () => {
    const chart = shop();
    new Worker(chart, 'api', {
      image,
      env: { MAPS_TOKEN: NotSecret.text('sent-to-browsers') },
      sidecars: [{ name: 'proxy', image, envVariables: { PUBLIC_API_KEY: NotSecret.envValue('sent-to-browsers') } }],
    });
    expect(found(chart)).toEqual([
      'shop/Deployment/api secret-in-text: NotSecret says that anybody may read MAPS_TOKEN, PUBLIC_API_KEY',
      'shop/Deployment/api secret-in-text: NotSecret says that anybody may read MAPS_TOKEN, PUBLIC_API_KEY',
    ]);
  });

  test('a file that looks like a secret and is none', () => {
    const chart = shop();
    const file = ConfigFile.fromText('password: example\n', { notSecret: true });
    new Worker(chart, 'api', { image, config: ConfigFiles.of({ '/etc/app/app.yaml': file }) });
    expect(found(chart)).toEqual([
      'shop/ConfigMap/api-config secret-in-text: `notSecret` says that anybody may read app.yaml',
    ]);
  });

  test('an account that is made elsewhere, where the app has others', () => {
    const chart = shop();
    new Worker(chart, 'mail', { image });
    new Worker(chart, 'api', {
      image,
      serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'ci'),
    });
    expect(found(chart)).toEqual([
      'shop/Deployment/api account-missing: `serviceAccount` names ci, which is made elsewhere',
    ]);
  });
});

describe('that nobody answers for a moment is accepted where it is asked for', () => {
  const storage = Size.gibibytes(1);

  test('of a database whose pods do not replicate', () => {
    const chart = shop();
    new HeadlessDatabase(chart, 'cache', { engine: DatabaseEngine.valkey('8.1'), storage });
    expect(allFound(chart)).toEqual([
      'shop/StatefulSet/cache one-replica: pods of its image do not replicate, so that a second one would be another database',
    ]);
  });

  test('of a database of which nobody knows whether its pods do', () => {
    const chart = shop();
    const engine = DatabaseEngine.custom({ image, port: 9042, dataPath: '/data' });
    new HeadlessDatabase(chart, 'wide', { engine, storage });
    expect(allFound(chart)).toEqual([
      'shop/StatefulSet/wide one-replica: nothing says that its pods replicate, so that a second one might be another database',
    ]);
  });

  test('not of one whose pods replicate, of which there is one all the same', () => {
    const chart = shop();
    const engine = DatabaseEngine.valkey('8.1', { replicates: true });
    new HeadlessDatabase(chart, 'cache', { engine, storage });
    expect(allFound(chart)).toEqual(['shop/StatefulSet/cache one-replica: not accepted']);
  });

  test('of a database that is switched off nothing is said', () => {
    const chart = shop();
    new HeadlessDatabase(chart, 'cache', { engine: DatabaseEngine.valkey('8.1'), storage, replicas: 0 });
    expect(allFound(chart)).toEqual([]);
  });

  test('of a StatefulService that nobody asked to have several pods', () => {
    const chart = shop();
    new StatefulService(chart, 'mq', { image, port: 5672 });
    new StatefulService(chart, 'lone', { image, port: 5672, replicas: 1 });
    expect(allFound(chart)).toEqual([
      'shop/StatefulSet/lone one-replica: not accepted',
      'shop/StatefulSet/mq one-replica: one pod, unless `replicas` says that its program works as several',
    ]);
  });

  test.each([
    ['strategy', { strategy: kplus.DeploymentStrategy.recreate() }],
    ['rollout', { rollout: { strategy: kplus.DeploymentStrategy.recreate() } }],
  ])('of a Deployment that stops all pods first, as `%s` says', (_prop, props) => {
    const chart = shop();
    new InternalService(chart, 'api', { image, port: 80, ...props });
    expect(allFound(chart)).toEqual([
      'shop/Deployment/api update-strategy: two versions must not run side by side, as `strategy` says',
    ]);
  });

  test('where no Service leads to its pods there is nothing to accept, and nothing is', () => {
    const chart = shop();
    const strategy = kplus.DeploymentStrategy.recreate();
    new Worker(chart, 'mail', { image, strategy });
    const served = new Worker(chart, 'served', { image, strategy });
    new ServiceGroup(chart, 'group', { members: [served], port: 80 });
    expect(allFound(chart)).toEqual([
      'shop/Deployment/served update-strategy: two versions must not run side by side, as `strategy` says',
    ]);
  });

  test('nor is there where the pods have a volume of one node', () => {
    const chart = shop();
    const claim = new kplus.PersistentVolumeClaim(chart, 'claim', {
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
      storage,
    });
    const volumes = [MountedVolume.claim('/data', claim)];
    const strategy = kplus.DeploymentStrategy.recreate();
    new InternalService(chart, 'api', { image, port: 80, strategy, replicas: 1, volumes });
    new StatefulService(chart, 'mq', { image, port: 5672, volumes });
    expect(allFound(chart)).toEqual([]);
  });
});

describe('what nobody asked for is not accepted', () => {
  test('an account that is made elsewhere is not missed where the app has none', () => {
    const chart = shop();
    const account = kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'ci');
    new Worker(chart, 'api', { image, serviceAccount: account });
    expect(found(chart)).toEqual([]);
  });

  test('a secret beside a text that anybody may read', () => {
    const chart = shop();
    new Worker(chart, 'api', { image, env: { MAPS_TOKEN: NotSecret.text('sent-to-browsers') } });
    const file = ConfigFile.fromText('password: example\n', { notSecret: true });
    new Worker(chart, 'files', { image, config: ConfigFiles.of({ '/etc/a.yaml': file, '/etc/token': 'hunter2' }) });
    expect(found(chart)).toEqual([
      'shop/ConfigMap/files-config secret-in-text: not accepted',
      'shop/ConfigMap/files-config secret-in-text: not accepted',
      'shop/Deployment/api secret-in-text: NotSecret says that anybody may read MAPS_TOKEN',
    ]);
  });

  test('what the namespace of the pods refuses', () => {
    const app = new App();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new kplus.Namespace(chart, 'namespace', {
      metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    });
    new Worker(chart, 'legacy', { image, security: SecurityProfile.baseline() });
    expect(found(chart)).toContain('shop/Deployment/legacy pod-security: not accepted');
  });

  test('what a patch loosens', () => {
    const chart = shop();
    const api = new InternalService(chart, 'api', { image, port: 80 });
    const path = '/spec/template/spec/containers/0/securityContext/privileged';
    ApiObject.of(api.deployment).addJsonPatch(JsonPatch.replace(path, true));
    expect(found(chart)).toContain('shop/Deployment/api privileged: not accepted');
  });

  test('by default nothing has to be', () => {
    const chart = shop();
    new InternalService(chart, 'api', { image, port: 80 });
    new Worker(chart, 'mail', { image });
    expect(found(chart)).toEqual([]);
  });
});
