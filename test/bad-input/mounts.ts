import { Chart, Duration, Size } from 'cdk8s';
import {
  ConfigMap,
  DeploymentStrategy,
  PersistentVolumeAccessMode,
  PersistentVolumeClaim,
  Secret,
  Volume,
} from 'cdk8s-plus-28';
import { BadInput } from './row';
import {
  ConfigFile,
  ConfigFiles,
  InternalService,
  InternalServiceProps,
  MountedVolume,
  NodeAgent,
  ProjectedSource,
  StatefulService,
} from '../../src';

const image = 'ghcr.io/acme/api:1.4.2';

function service(chart: Chart, props: Partial<InternalServiceProps>): InternalService {
  return new InternalService(chart, 'api', { image, port: 8080, ...props });
}

function mapOf(chart: Chart): ConfigMap {
  return new ConfigMap(chart, 'map', { metadata: { name: 'map' } });
}

function elsewhere(chart: Chart): Chart {
  return new Chart(chart.node.root, 'elsewhere', { namespace: 'elsewhere' });
}

/** Volumes that one node alone mounts. */
function claims(chart: Chart): MountedVolume[] {
  const claim = new PersistentVolumeClaim(chart, 'claim', {
    metadata: { name: 'data' },
    accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE],
    storage: Size.gibibytes(1),
  });
  return [MountedVolume.claim('/data', claim)];
}

const WHY = 'because claim "data" is ReadWriteOnce, so that one node alone mounts it';
const MANY = 'claim a volume that many nodes mount: `accessModes: [PersistentVolumeAccessMode.READ_WRITE_MANY]`';
const OCTAL = 'Fix: write it in octal, for example 0o440';

/** Volumes and files that could not be mounted, or would hold a rollout up. */
export const MOUNTS: { readonly [name: string]: BadInput } = {
  'two pods with a claim of one node': {
    write: (chart) => service(chart, { replicas: 2, volumes: claims(chart) }),
    says: `shop/api: replicas: got 2; allowed: 0 or 1, ${WHY}. Fix: leave it out, or ${MANY}`,
  },
  'an autoscaler with a claim of one node': {
    write: (chart) => service(chart, { autoscaling: { min: 1, max: 2 }, volumes: claims(chart) }),
    says: `shop/api: autoscaling: got an autoscaler; allowed: none, ${WHY}: there can be one pod. Fix: leave it out, or ${MANY}`,
  },
  'a surge with a claim of one node': {
    write: (chart) => service(chart, { strategy: DeploymentStrategy.rollingUpdate(), volumes: claims(chart) }),
    says: `shop/api: strategy: got a rolling update with maxSurge 25%; allowed: DeploymentStrategy.recreate(), or no surge, ${WHY}: the new pod would wait for the old one to go, and that for the new one to be ready. Fix: leave it out`,
  },
  'two pods of a StatefulSet with a claim of one node': {
    write: (chart) => new StatefulService(chart, 'mq', { image, port: 5672, replicas: 2, volumes: claims(chart) }),
    says: `shop/mq: replicas: got 2; allowed: one pod, ${WHY}. Fix: ${MANY}`,
  },
  'a claim of one node in a pod on each': {
    write: (chart) => new NodeAgent(chart, 'agent', { image, volumes: claims(chart) }),
    says: `shop/agent: volumes: got a claim of all pods, one on each node; allowed: one pod, ${WHY}. Fix: ${MANY}`,
  },
  'a volume at a relative path': {
    write: () => MountedVolume.emptyDir('data'),
    says: 'MountedVolume.emptyDir: path: got "data"; allowed: an absolute path below "/", without ":" and "..".',
    withoutFix: true,
  },
  'a volume with a name that is none': {
    write: () => MountedVolume.emptyDir('/data', { name: 'My Data' }),
    says: 'MountedVolume.emptyDir: name: got "My Data"; allowed: lower-case letters, digits and "-", at most 63 characters.',
    withoutFix: true,
  },
  'a folder of the volume outside of it': {
    write: (chart) => MountedVolume.configMap('/etc/a', mapOf(chart), { subPath: '../a' }),
    says: 'MountedVolume.configMap: subPath: got "../a"; allowed: a relative path inside the volume, without "..". Fix: write "a"',
  },
  'rights in decimal': {
    write: (chart) => MountedVolume.configMap('/etc/a', mapOf(chart), { mode: 640 }),
    says: `MountedVolume.configMap: mode: got 640; allowed: a whole number from 0 to 511. ${OCTAL}`,
  },
  'rights of a Secret in decimal': {
    write: (chart) => MountedVolume.secret('/etc/a', Secret.fromSecretName(chart, 's', 's'), { mode: 4440 }),
    says: `MountedVolume.secret: mode: got 4440; allowed: a whole number from 0 to 511. ${OCTAL}`,
  },
  'half a mebibyte': {
    write: () => MountedVolume.emptyDir('/data', { sizeLimit: Size.kibibytes(512) }),
    says: 'MountedVolume.emptyDir: sizeLimit: got 512Ki; allowed: whole mebibytes, at least one.',
    withoutFix: true,
  },
  'a claim of no size': {
    write: () => MountedVolume.ephemeral('/data', Size.gibibytes(0)),
    says: 'MountedVolume.ephemeral: size: got 0Ki; allowed: more than 0.',
    withoutFix: true,
  },
  'a claim of no mode': {
    write: () => MountedVolume.ephemeral('/data', Size.gibibytes(1), { accessModes: [] }),
    says: 'MountedVolume.ephemeral: accessModes: got []; allowed: at least one mode. Fix: leave it out',
  },
  'a driver that is no name': {
    write: (chart) => service(chart, { volumes: [MountedVolume.csi('/data', 'my driver')] }),
    says: 'shop/api: volume "data": driver: got "my driver"; allowed: at most 63 letters, digits, "-" and ".", beginning and ending with a letter or digit.',
    withoutFix: true,
  },
  'a projected volume of nothing': {
    write: () => MountedVolume.projected('/data', []),
    says: 'MountedVolume.projected: sources: got []; allowed: at least one source.',
    withoutFix: true,
  },
  'a token for a minute': {
    write: () => ProjectedSource.serviceAccountToken('token', { expiration: Duration.minutes(1) }),
    says: 'ProjectedSource.serviceAccountToken: expiration: got 60 s; allowed: whole seconds from 600 to 4294967295.',
    withoutFix: true,
  },
  'a token outside of the folder': {
    write: () => ProjectedSource.serviceAccountToken('/token'),
    says: 'ProjectedSource.serviceAccountToken: path: got "/token"; allowed: a relative path inside the volume, without "..". Fix: write "token"',
  },
  'a field of the pod that files do not show': {
    write: () => ProjectedSource.downwardApi({ node: 'spec.nodeName' }),
    says: `ProjectedSource.downwardApi: fields: got "spec.nodeName"; allowed: metadata.annotations, metadata.labels, metadata.name, metadata.namespace, metadata.uid, or one label or annotation: metadata.labels['tier'].`,
    withoutFix: true,
  },
  'no field of the pod': {
    write: () => ProjectedSource.downwardApi({}),
    says: 'ProjectedSource.downwardApi: fields: got {}; allowed: at least one file.',
    withoutFix: true,
  },
  'a ConfigMap of another namespace': {
    write: (chart) => service(chart, { volumes: [MountedVolume.configMap('/etc/a', mapOf(elsewhere(chart)))] }),
    says: 'shop/api: volume at /etc/a: got ConfigMap "map" of namespace "elsewhere"; allowed: a ConfigMap of namespace "shop": a pod cannot read another namespace\'s. Fix: make it in the chart of the pods',
  },
  'two volumes at one path': {
    write: (chart) =>
      service(chart, { volumes: [MountedVolume.emptyDir('/a', { name: 'x' }), MountedVolume.emptyDir('/a/')] }),
    says: 'shop/api: volumes: got a second volume at /a; allowed: one volume per path.',
    withoutFix: true,
  },
  'a volume and one of cdk8s-plus at one path': {
    write: (chart) =>
      service(chart, {
        volumes: [MountedVolume.emptyDir('/a')],
        volumeMounts: [{ path: '/a', volume: Volume.fromEmptyDir(chart, 'v', 'v') }],
      }),
    says: 'shop/api: volumes: got a second volume at /a; allowed: one volume per path.',
    withoutFix: true,
  },
  'a volume of a container that is not there': {
    write: (chart) => service(chart, { volumes: [MountedVolume.emptyDir('/a', { containers: ['api', 'proxy'] })] }),
    says: 'shop/api: containers: got "proxy"; allowed: a container that the pods have by now: "api".',
    withoutFix: true,
  },
  'no configuration file': {
    write: () => ConfigFiles.of({}),
    says: 'ConfigFiles.of: files: got {}; allowed: at least one file. Fix: leave it out',
  },
  'a configuration file at a relative path': {
    write: () => ConfigFiles.of({ 'app.yaml': '' }),
    says: 'ConfigFiles.of: path of a file: got "app.yaml"; allowed: an absolute path below "/", without ":" and "..".',
    withoutFix: true,
  },
  'a configuration file that is a folder': {
    write: () => ConfigFiles.of({ '/etc/app/': '' }),
    says: 'ConfigFiles.of: path of a file: got "/etc/app/"; allowed: the path of a file, with its name. Fix: name it',
  },
  'a configuration file twice': {
    write: () => ConfigFiles.of({ '/etc/app': '', '/etc//app': '' }),
    says: 'ConfigFiles.of: path of a file: got "/etc//app"; allowed: each file once. Fix: leave one out',
  },
  'a configuration file with a password': {
    write: () => ConfigFiles.of({ '/etc/app.yaml': 'db:\n  password: hunter2-verbatim\n' }),
    says: 'ConfigFiles.of: file /etc/app.yaml, whose text says what "password" is: got literal text; allowed: what anybody may read, because a ConfigMap is read by many. Fix: have the program read it from a variable of a Secret, or mount a Secret: MountedVolume.secret(…); if anybody may read it, ConfigFile.fromText("…", { notSecret: true })',
  },
  'rights of a configuration file in decimal': {
    write: () => ConfigFile.fromText('', { mode: 755 }),
    says: 'ConfigFile.fromText: mode: got 755; allowed: a whole number from 0 to 511. Fix: write it in octal, for example 0o555',
  },
  'a configuration file that is not on disk': {
    write: () => ConfigFile.fromFile('/no/such/app.yaml'),
    says: 'ConfigFile.fromFile: path: got "/no/such/app.yaml"; allowed: a file that can be read; /no/such/app.yaml is not there. Fix: begin a path next to the source with __dirname: path.join(__dirname, "app.yaml")',
  },
  'more configuration than a ConfigMap holds': {
    write: (chart) => service(chart, { config: ConfigFiles.of({ '/etc/app': 'x'.repeat(1024 * 1024 + 1) }) }),
    says: 'shop/api: config: got 1025 KiB; allowed: at most 1024 KiB together, which a ConfigMap holds. Fix: put large files into the image, or into a volume',
  },
  'a configuration file in a volume that cannot be written to': {
    write: (chart) =>
      service(chart, {
        volumes: [MountedVolume.configMap('/etc/app', mapOf(chart))],
        config: ConfigFiles.of({ '/etc/app/conf.d/a': '' }),
      }),
    says: 'shop/api: config: file /etc/app/conf.d/a: got one in the volume at /etc/app; allowed: a file outside of volumes that cannot be written to: nothing can be mounted in them. Fix: put it into another folder',
  },
  'a configuration file where a volume is': {
    write: (chart) =>
      service(chart, { volumes: [MountedVolume.emptyDir('/etc/app')], config: ConfigFiles.of({ '/etc/app': '' }) }),
    says: 'shop/api: volumes: got a second volume at /etc/app; allowed: one volume per path.',
    withoutFix: true,
  },
  'a projected file without a path': {
    write: (chart) =>
      service(chart, {
        volumes: [
          MountedVolume.projected('/etc/app', [ProjectedSource.configMap(mapOf(chart), { items: { 'app.yaml': '' } })]),
        ],
      }),
    says: 'shop/api: volume "etc-app": path of "app.yaml": got ""; allowed: a relative path inside the volume, without "..". Fix: leave it out for the whole volume',
  },
  'an attribute of a driver with a name of Object': {
    write: (chart) =>
      service(chart, {
        volumes: [MountedVolume.csi('/mnt', 'secrets-store.csi.k8s.io', { attributes: { ['constructor']: 'x' } })],
      }),
    says: 'MountedVolume.csi: attributes: got "constructor"; allowed: another key, because cdk8s renders no object with this one. Fix: put a prefix before it, for example "example.com/constructor"',
  },
};
