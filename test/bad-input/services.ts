import { Chart, Duration, Size } from 'cdk8s';
import { Deployment, StatefulSetUpdateStrategy } from 'cdk8s-plus-28';
import { BadInput } from './row';
import {
  ClaimRetention,
  ClusterProfile,
  Exposure,
  Health,
  IConnectable,
  InternalService,
  InternalServiceProps,
  InternalTrafficPolicy,
  Peer,
  ServiceGroup,
  StatefulService,
  StatefulServiceProps,
  Storage,
  Task,
  Worker,
  WorkloadService,
  WorkloadServiceProps,
} from '../../src';

const image = 'ghcr.io/acme/api:1.4.2';
const SIZE = Size.gibibytes(1);

function untyped<T>(value: unknown): T {
  return value as T;
}

function service(chart: Chart, props: Partial<InternalServiceProps> = {}, id = 'api'): InternalService {
  return new InternalService(chart, id, { image, port: 80, ...props });
}

function added(chart: Chart, props: WorkloadServiceProps, own: Partial<InternalServiceProps> = {}): WorkloadService {
  return service(chart, own).addService('more', props);
}

function broker(chart: Chart, props: Partial<StatefulServiceProps> = {}): StatefulService {
  return new StatefulService(chart, 'mq', { image, ...(props.ports === undefined ? { port: 5672 } : {}), ...props });
}

function group(chart: Chart, ...members: IConnectable[]): ServiceGroup {
  return new ServiceGroup(chart, 'all', { members });
}

function shards(chart: Chart, props: Partial<StatefulServiceProps>): StatefulService {
  return new StatefulService(chart, 'shards', { image, ...props });
}

/** Several Services in front of one workload, several workloads behind one Service, StatefulSets, and ports in no Service. */
export const SERVICES: Record<string, BadInput> = {
  'a management port out of range': {
    write: (chart) => service(chart, { managementPort: 0 }),
    says: 'shop/api: managementPort: got 0; allowed: a whole number from 1 to 65535.',
    withoutFix: true,
  },
  'a management port that is in the Service': {
    write: (chart) => service(chart, { managementPort: 80 }),
    says:
      'shop/api: managementPort: got 80; allowed: a port of a Service that is not `managementPort` as well: clients of the ' +
      'Service may use it. Fix: take another port for one of the two; where clients may use it, leave `managementPort` out',
  },
  'a management port among those of members': {
    write: (chart) => broker(chart, { managementPort: 4369, memberPorts: [{ port: 4369 }] }),
    says:
      'shop/mq: managementPort: got 4369; allowed: a port of a Service that is not `managementPort` as well: clients of the ' +
      'Service may use it. Fix: take another port for one of the two; where clients may use it, leave `managementPort` out',
  },
  'a further Service that leads to the management port': {
    write: (chart) => added(chart, { port: 81, targetPort: 8081 }, { managementPort: 8081 }),
    says:
      'shop/api/more: targetPort: got 8081; allowed: a port of a Service that is not `managementPort` as well: clients of ' +
      'the Service may use it. Fix: take another port for one of the two; where clients may use it, leave `managementPort` out',
  },
  'a probe of a port that is not there, beside one for management': {
    write: (chart) => service(chart, { managementPort: 8081, health: Health.http('/', { portName: 'http' }) }),
    says: 'shop/api: port to probe: got "http"; allowed: one of "management".',
    withoutFix: true,
  },
  'a further Service without ports': {
    write: (chart) => added(chart, {}),
    says:
      'shop/api/more: ports: got nothing; allowed: at least one port. ' +
      'Fix: set `port`; a workload that nobody connects to is a Worker',
  },
  'a further Service with an id that is no name': {
    write: (chart) => service(chart).addService('Git_SSH', { port: 22 }),
    says:
      'shop/api/Git_SSH: resource name: got "api-Git_SSH"; allowed: lower-case letters, digits and "-", beginning with a ' +
      'letter, at most 63 characters. Fix: use "api-git-ssh" as the id, or set `name`',
  },
  'a further Service of a worker whose name is no host name': {
    write: (chart) => new Worker(chart, '9lives', { image }).addService('admin', { port: 9000 }),
    says:
      'shop/9lives/admin: resource name: got "9lives-admin"; allowed: lower-case letters, digits and "-", beginning with a ' +
      'letter, at most 63 characters. Fix: use "lives-admin" as the id, or set `name`',
  },
  'two further Services with one id': {
    write: (chart) => {
      const api = service(chart);
      api.addService('ssh', { port: 22 });
      api.addService('ssh', { port: 23 });
    },
    says: 'shop/api: id: got "ssh"; allowed: an id that no other construct beside it has.',
    withoutFix: true,
  },
  'a further Service below what is no workload': {
    write: (chart) => new WorkloadService(chart, 'ssh', { port: 22 }),
    says:
      'shop/ssh: scope: got "shop"; allowed: a workload of this package that goes on running. ' +
      'Fix: call addService of one, such as an InternalService or a Worker',
  },
  'a node port of a further Service inside the cluster': {
    write: (chart) => added(chart, { ports: [{ port: 22, nodePort: 30022 }] }),
    says:
      'shop/api/more: nodePort: got 30022; allowed: none on a Service that is reached inside the cluster only. ' +
      'Fix: use PublicWebApp with Exposure.nodePort(…) or Exposure.loadBalancer(…)',
  },
  'a headless Service that maps ports': {
    write: (chart) => added(chart, { port: 80, targetPort: 8080, headless: true }),
    says:
      'shop/api/more: targetPort: got 8080; allowed: the same as `port`, which is 80: a headless Service maps no ports. ' +
      'Fix: leave `targetPort` out, and have clients use the port that the container listens on',
  },
  'a headless Service with an exposure': {
    write: (chart) => added(chart, { port: 80, headless: true, exposure: Exposure.loadBalancer() }),
    says:
      'shop/api/more: headless: got true; allowed: false beside `exposure`: whoever comes from outside needs a Service with ' +
      'an address. Fix: leave one of the two out, and add a second Service',
  },
  'a headless Service with an affinity': {
    write: (chart) => added(chart, { port: 80, headless: true, sessionAffinity: Duration.minutes(1) }),
    says:
      'shop/api/more: sessionAffinity: got a value; allowed: none on a headless Service: its clients connect to the pods ' +
      'themselves. Fix: leave it out',
  },
  'a headless Service with a traffic policy': {
    write: (chart) => broker(chart, { clientService: false, internalTrafficPolicy: InternalTrafficPolicy.LOCAL }),
    says:
      'shop/mq: internalTrafficPolicy: got a value; allowed: none on a headless Service: its clients connect to the pods ' +
      'themselves. Fix: leave it out',
  },
  'a group of nothing': {
    write: (chart) => new ServiceGroup(chart, 'all', { members: [] }),
    says: 'shop/all: members: got []; allowed: at least one workload. Fix: name them: { members: [v1, v2] }',
  },
  'a group with one member twice': {
    write: (chart) => {
      const api = service(chart);
      new ServiceGroup(chart, 'all', { members: [api, api] });
    },
    says: 'shop/all: members: got "shop/api" twice; allowed: each workload once.',
    withoutFix: true,
  },
  'a group of what is no workload of this package': {
    write: (chart) => ServiceGroup.of(untyped(new Deployment(chart, 'plus', { containers: [{ image }] }))),
    says:
      'ServiceGroup.of: member: got "shop/plus"; allowed: a workload of this package that goes on running. ' +
      'Fix: put others behind a Service of cdk8s-plus, and open them with Connections.of(workload)',
  },
  'a further member of a group that is no workload': {
    write: (chart) => ServiceGroup.of(service(chart), service(chart, {}, 'canary'), untyped('canary')),
    says:
      'ServiceGroup.of: member: got "canary"; allowed: a workload of this package that goes on running. ' +
      'Fix: put others behind a Service of cdk8s-plus, and open them with Connections.of(workload)',
  },
  'a group of work that ends': {
    write: (chart) => group(chart, new Task(chart, 'migrate', { image })),
    says:
      'shop/all: member: got "shop/migrate"; allowed: a workload of this package that goes on running. ' +
      'Fix: put others behind a Service of cdk8s-plus, and open them with Connections.of(workload)',
  },
  'the same group twice': {
    write: (chart) => {
      const members = [service(chart, {}, 'reviews-v1'), service(chart, {}, 'reviews-v2')];
      ServiceGroup.of(members[0], members[1]);
      ServiceGroup.of(members[0], members[1]);
    },
    says:
      'ServiceGroup.of: id of the group: got "reviews"; allowed: an id that no other construct of "shop" has. ' +
      'Fix: keep a group that is made once in a variable; else name this one: new ServiceGroup(scope, id, { members })',
  },
  'a group over two namespaces': {
    write: (chart) => {
      const neighbour = new Chart(chart.node.root, 'neighbour', { namespace: 'neighbour' });
      new ServiceGroup(chart, 'all', { members: [service(chart), service(neighbour, {}, 'canary')] });
    },
    says:
      'shop/all: members: got "neighbour/canary" of namespace "neighbour"; allowed: workloads of namespace "shop" of the same ' +
      "cluster, where the group's Service selects pods. Fix: make the group in the chart of its members",
  },
  'a group over two clusters': {
    write: (chart) => {
      const neighbour = new Chart(chart.node.root, 'neighbour', { namespace: 'shop' });
      new ClusterProfile({ name: 'other' }).applyTo(neighbour);
      new ServiceGroup(chart, 'all', { members: [service(chart), service(neighbour, {}, 'canary')] });
    },
    says:
      'shop/all: members: got "neighbour/canary" of another app or cluster; allowed: workloads of namespace "shop" of the ' +
      "same cluster, where the group's Service selects pods. Fix: make the group in the chart of its members",
  },
  'a group whose members listen on different ports': {
    write: (chart) => group(chart, service(chart), service(chart, { port: 81 }, 'canary')),
    says:
      'shop/all: member "shop/canary": got a workload that does not listen on 80/TCP; allowed: members that listen ' +
      'on the same ports. Fix: give it the same target ports, or name the ports of the group: ' +
      'new ServiceGroup(scope, id, { members, port })',
  },
  'a group of workloads without ports': {
    write: (chart) => group(chart, new Worker(chart, 'a', { image })),
    says:
      'shop/all: ports: got nothing; allowed: ports of the first member, and it has none. ' +
      'Fix: name them: new ServiceGroup(scope, id, { members, port })',
  },
  'a group that leads to a management port': {
    write: (chart) => group(chart, service(chart), service(chart, { port: 81, managementPort: 80 }, 'canary')),
    says:
      'shop/all: targetPort: got 80; allowed: a port of a Service that is not `managementPort` as well: clients of the ' +
      'Service may use it. Fix: take another port for one of the two; where clients may use it, leave `managementPort` out',
  },
  'a StatefulService with a negative number of replicas': {
    write: (chart) => broker(chart, { replicas: -1 }),
    says: 'shop/mq: replicas: got -1; allowed: a whole number of at least 0.',
    withoutFix: true,
  },
  'a negative partition': {
    write: (chart) => broker(chart, { updateStrategy: StatefulSetUpdateStrategy.rollingUpdate({ partition: -1 }) }),
    says: 'shop/mq: updateStrategy.partition: got -1; allowed: a whole number of at least 0.',
    withoutFix: true,
  },
  'a time to be ready that is no whole number of seconds': {
    write: (chart) => broker(chart, { minReady: Duration.millis(1500) }),
    says: 'shop/mq: minReady: got 1.5 s; allowed: whole seconds from 0 on.',
    withoutFix: true,
  },
  'a retention of claims where there are none': {
    write: (chart) => broker(chart, { claimRetention: { whenDeleted: ClaimRetention.DELETE } }),
    says:
      'shop/mq: claimRetention: got a rule for claimed volumes; allowed: none where the pods claim no volume. ' +
      'Fix: leave it out',
  },
  'no member ports at all': {
    write: (chart) => broker(chart, { memberPorts: [] }),
    says: 'shop/mq: memberPorts: got []; allowed: at least one port. Fix: leave it out',
  },
  'a member port that maps': {
    write: (chart) => broker(chart, { memberPorts: [{ port: 4369, targetPort: 4370 }] }),
    says:
      'shop/mq: memberPorts: targetPort: got 4370; allowed: the same as `port`, which is 4369: members connect to the pods ' +
      'themselves. Fix: leave `targetPort` out',
  },
  'a member port on nodes': {
    write: (chart) => broker(chart, { memberPorts: [{ port: 4369, nodePort: 30000 }] }),
    says: 'shop/mq: memberPorts: nodePort: got 30000; allowed: none between pods. Fix: leave it out',
  },
  'a member port with the name of one for clients': {
    write: (chart) =>
      broker(chart, { ports: [{ name: 'amqp', port: 5672 }], memberPorts: [{ name: 'amqp', port: 4369 }] }),
    says: 'shop/mq: port name: got amqp twice; allowed: each only once. Fix: change or remove one of the two',
  },
  'a Service for clients of a StatefulSet without ports': {
    write: (chart) => shards(chart, { clientService: true }),
    says:
      'shop/shards: clientService: got true; allowed: none without ports for clients. ' +
      'Fix: set `port` or `ports`, or leave it out',
  },
  'a variable for the port of a StatefulSet without ports': {
    write: (chart) => shards(chart, { portEnv: 'PORT' }),
    says:
      'shop/shards: portEnv: got "PORT"; allowed: none without ports for clients. ' +
      'Fix: set `port` or `ports`, or leave it out',
  },
  'a connection to a StatefulSet without ports': {
    write: (chart) => service(chart).connectTo(shards(chart, {})),
    says:
      'shop/shards: ports to open from "shop/api": got []; allowed: at least one port. ' +
      'Fix: name the ports, for example [Port.tcp(443)], or say [Port.all()]',
  },
  'a headless Service for clients that would have to map ports': {
    write: (chart) => shards(chart, { clientService: false, port: 80, targetPort: 8080 }),
    says:
      'shop/shards: targetPort: got 8080; allowed: the same as `port`, which is 80: a headless Service maps no ports. ' +
      'Fix: leave `targetPort` out, and have clients use the port that the container listens on',
  },
  'a volume at no absolute path': {
    write: (chart) => broker(chart, { volumes: [{ path: 'data', storage: SIZE }] }),
    says: 'shop/mq: volumes[0].path: got "data"; allowed: an absolute path below "/", without ":" and "..".',
    withoutFix: true,
  },
  'a volume whose name is no label': {
    write: (chart) => broker(chart, { volumes: [{ path: '/data', name: 'my_data', storage: SIZE }] }),
    says: 'shop/mq: volumes[0].name: got "my_data"; allowed: lower-case letters, digits and "-", at most 63 characters.',
    withoutFix: true,
  },
  'a folder outside of the volume': {
    write: (chart) => broker(chart, { volumes: [{ path: '/data', subPath: '../x', storage: SIZE }] }),
    says: 'shop/mq: volumes[0].subPath: got "../x"; allowed: a relative path inside the volume, without "..". Fix: write "x"',
  },
  'two volumes of one name': {
    write: (chart) =>
      broker(chart, {
        volumes: [
          { path: '/a', storage: SIZE },
          { path: '/b', storage: SIZE },
        ],
      }),
    says:
      'shop/mq: volumes: got two named "data"; allowed: each name once, because the claims are called by it. ' +
      'Fix: give each a `name` of its own',
  },
  'two volumes at one path': {
    write: (chart) =>
      broker(chart, {
        volumes: [
          { path: '/a', storage: SIZE },
          { path: '/a/', storage: Storage.ephemeral(SIZE) },
        ],
      }),
    says: 'shop/mq: volumes: got two volumes at /a; allowed: one volume per path.',
    withoutFix: true,
  },
  'a name for a volume without a claim': {
    write: (chart) => broker(chart, { volumes: [{ path: '/a', name: 'cache', storage: Storage.ephemeral(SIZE) }] }),
    says:
      'shop/mq: volumes[0].name: got "cache"; allowed: none beside Storage.ephemeral(…), which claims nothing. ' +
      'Fix: leave it out',
  },
  'a member that there is not': {
    write: (chart) => broker(chart, { replicas: 2 }).member(2),
    says: 'shop/mq: index of the pod: got 2; allowed: a whole number from 0 to 1. Fix: raise `replicas`, which is 2',
  },
  'metrics beside a management port where nobody scrapes': {
    write: (chart) => {
      new ClusterProfile({ ingressController: Peer.namespace('ingress') }).applyTo(chart);
      service(chart, { managementPort: 8081, metrics: { port: 8081 } });
    },
    says:
      'shop/api: metrics: got port 8081; allowed: metrics where the cluster profile says who scrapes them. ' +
      "Fix: new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(app)",
  },
};
