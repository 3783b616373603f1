import { ApiObject, Chart, JsonPatch, Size } from 'cdk8s';
import { synthErrors } from './synth-errors';
import {
  DatabaseEngine,
  Exposure,
  HeadlessDatabase,
  InternalService,
  NetworkReport,
  Port,
  ServiceGroup,
  StatefulService,
  Worker,
} from '../../src';
import { shopChart } from '../manifests';

const IMAGE = 'ghcr.io/acme/app:1.0.0';

/** A policy that nobody of the app declared: it opens a port of some pods to `stranger`. */
function openByHand(chart: Chart, name: string, port: number): void {
  const labelled = (value: string): object => ({ matchLabels: { 'app.kubernetes.io/name': value } });
  const policy = (id: string, spec: object): ApiObject =>
    new ApiObject(chart, id, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: id },
      spec,
    });
  const ports = [{ port, protocol: 'TCP' }];
  policy('extra-in', {
    podSelector: labelled(name),
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: labelled('stranger') }], ports }],
  });
  policy('extra-out', {
    podSelector: labelled('stranger'),
    policyTypes: ['Egress'],
    egress: [{ to: [{ podSelector: labelled(name) }], ports }],
  });
}

function foreigner(chart: Chart, labels: { [key: string]: string }): void {
  new ApiObject(chart, 'foreign', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'foreign' },
    spec: {
      selector: { matchLabels: { app: 'foreign' } },
      template: {
        metadata: { labels: { app: 'foreign', ...labels } },
        spec: { containers: [{ name: 'main', image: IMAGE }] },
      },
    },
  });
}

function policyOf({ node }: Worker | InternalService): ApiObject {
  return ApiObject.of(node.findChild('NetworkPolicy'));
}

describe('a further Service', () => {
  function stack(): { chart: Chart; git: InternalService; client: Worker } {
    const chart = shopChart();
    const git = new InternalService(chart, 'git', { image: IMAGE, port: 80, targetPort: 3000 });
    const client = new Worker(chart, 'client', { image: IMAGE });
    client.connectTo(git.addService('ssh', { port: 22, targetPort: 2222 }));
    return { chart, git, client };
  }

  test('that is declared and open passes, and its port alone is open', () => {
    const { chart } = stack();
    expect(synthErrors(chart)).toEqual([]);
    const report = NetworkReport.of(chart);
    const opens = (port: number): boolean => report.reaches('shop/client', 'shop/git', Port.tcp(port));
    expect([22, 80, 2222, 3000].filter(opens)).toEqual([2222]);
  });

  test('that a policy closes is found', () => {
    const { chart, git } = stack();
    policyOf(git).addJsonPatch(JsonPatch.remove('/spec/ingress'));
    const [error, ...more] = synthErrors(chart);
    expect(more).toEqual([]);
    expect(error).toContain(
      'shop/client: declared connection from shop/Deployment/client to shop/Deployment/git on 2222/TCP: got closed',
    );
  });

  test('to which a policy lets in somebody whom nobody declared is found', () => {
    const { chart } = stack();
    new Worker(chart, 'stranger', { image: IMAGE });
    openByHand(chart, 'git', 2222);
    const [error, ...more] = synthErrors(chart);
    expect(more).toEqual([]);
    expect(error).toContain(
      'shop/git: undeclared connections to shop/Deployment/git: got shop/Deployment/stranger on 2222/TCP',
    );
  });

  test('that selects pods of others is found', () => {
    const { chart, git } = stack();
    foreigner(chart, { 'app.kubernetes.io/name': 'git' });
    expect(synthErrors(chart).join('\n')).toContain(
      'shop/git: pods selected by shop/NetworkPolicy/git, shop/Service/git, shop/Service/git-ssh: ' +
        'got those of shop/Deployment/foreign, too',
    );
    expect(git.name).toBe('git');
  });

  test('with an exposure is a way in to its ports alone', () => {
    const { chart, git } = stack();
    git.addService('public', { port: 443, targetPort: 8443, exposure: Exposure.loadBalancer() });
    expect(synthErrors(chart)).toEqual([]);
    const report = NetworkReport.of(chart);
    const opens = (port: number): boolean => report.reaches('internet', 'shop/git', Port.tcp(port));
    expect([443, 2222, 3000, 8443].filter(opens)).toEqual([8443]);
  });
});

describe('a group', () => {
  function stack(): { chart: Chart; members: InternalService[] } {
    const chart = shopChart();
    const members = ['reviews-v1', 'reviews-v2'].map(
      (id) => new InternalService(chart, id, { image: IMAGE, port: 9080 }),
    );
    new Worker(chart, 'client', { image: IMAGE }).connectTo(ServiceGroup.of(members[0], members[1]));
    return { chart, members };
  }

  test('that selects the pods of its members, to whom its clients may connect, passes', () => {
    expect(synthErrors(stack().chart)).toEqual([]);
  });

  test('that selects the pods of somebody else is found', () => {
    const { chart } = stack();
    foreigner(chart, { 'service-group/reviews': 'true' });
    expect(synthErrors(chart)).toEqual([
      '[] shop/reviews: pods selected by shop/Service/reviews: got those of shop/Deployment/foreign, too; allowed: its ' +
        'own pods alone, by the label service-group/reviews=true. Fix: give the pods of the other workload another label, ' +
        'or this one another `name`',
    ]);
  });

  test('whose member lost the label is found', () => {
    const { chart, members } = stack();
    ApiObject.of(members[1].deployment).addJsonPatch(
      JsonPatch.remove('/spec/template/metadata/labels/service-group~1reviews'),
    );
    expect(synthErrors(chart)).toEqual([
      '[] shop/reviews: pods selected by shop/Service/reviews: got none of "shop/reviews-v2"; allowed: pods of every ' +
        'member, by the label service-group/reviews=true. Fix: undo the patch of the labels of its pods, or leave it out ' +
        'of `members`',
    ]);
  });

  test('one of whose members a policy closes is found', () => {
    const { chart, members } = stack();
    policyOf(members[1]).addJsonPatch(JsonPatch.remove('/spec/ingress'));
    const [error, ...more] = synthErrors(chart);
    expect(more).toEqual([]);
    expect(error).toContain('from shop/Deployment/client to shop/Deployment/reviews-v2 on 9080/TCP: got closed');
  });

  test('one of whose members is open to somebody whom nobody declared is found', () => {
    const { chart } = stack();
    new Worker(chart, 'stranger', { image: IMAGE });
    openByHand(chart, 'reviews-v2', 9080);
    const [error, ...more] = synthErrors(chart);
    expect(more).toEqual([]);
    expect(error).toContain(
      'shop/reviews-v2: undeclared connections to shop/Deployment/reviews-v2: got shop/Deployment/stranger on 9080/TCP',
    );
  });

  test('below one of its members is judged as the group', () => {
    const chart = shopChart();
    const [a, b] = ['a', 'b'].map((id) => new InternalService(chart, id, { image: IMAGE, port: 80 }));
    new ServiceGroup(a, 'both', { members: [a, b] });
    expect(synthErrors(chart)).toEqual([]);
  });
});

describe('a StatefulService', () => {
  function stack(): { chart: Chart; mq: StatefulService; client: Worker } {
    const chart = shopChart();
    const mq = new StatefulService(chart, 'mq', {
      image: IMAGE,
      replicas: 3,
      port: 5672,
      memberPorts: [{ port: 4369 }],
      managementPort: 15672,
    });
    const client = new Worker(chart, 'client', { image: IMAGE });
    client.connectTo(mq.member(0));
    return { chart, mq, client };
  }

  test('with members that talk to each other passes, and its clients get neither their port nor that for management', () => {
    const { chart } = stack();
    expect(synthErrors(chart)).toEqual([]);
    const report = NetworkReport.of(chart);
    const opens = (port: number): boolean => report.reaches('shop/client', 'shop/mq', Port.tcp(port));
    expect([4369, 5672, 15672].filter(opens)).toEqual([5672]);
  });

  test.each([4369, 15672])('whose port %i is open to somebody whom nobody declared is found', (port) => {
    const { chart } = stack();
    new Worker(chart, 'stranger', { image: IMAGE });
    openByHand(chart, 'mq', port);
    const [error, ...more] = synthErrors(chart);
    expect(more).toEqual([]);
    expect(error).toContain(
      `shop/mq: undeclared connections to shop/StatefulSet/mq: got shop/Deployment/stranger on ${port}/TCP`,
    );
  });

  test('whose members a policy closes to each other is found', () => {
    const { chart, mq } = stack();
    ApiObject.of(mq.node.findChild('NetworkPolicy')).addJsonPatch(JsonPatch.remove('/spec/ingress'));
    expect(synthErrors(chart).join('\n')).toContain(
      'declared connection from shop/StatefulSet/mq to shop/StatefulSet/mq on 4369/TCP: got closed',
    );
  });
});

test('a load balancer in front of a database is a way in to the database, and a declared one', () => {
  const chart = shopChart();
  const db = new HeadlessDatabase(chart, 'redis', { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) });
  db.addService('outside', { port: 6379, exposure: Exposure.loadBalancer({ sourceRanges: ['203.0.113.0/24'] }) });
  expect(synthErrors(chart)).toEqual([]);
});

test('a further Service stands for its workload in questions, by its own port', () => {
  const chart = shopChart();
  const api = new InternalService(chart, 'api', { image: IMAGE, port: 80, targetPort: 8080 });
  const ssh = api.addService('ssh', { port: 22, targetPort: 2222 });
  const client = new Worker(chart, 'client', { image: IMAGE });
  client.connectTo(ssh);
  const report = NetworkReport.of(chart);
  expect([report.reaches(client, ssh, Port.tcp(2222)), report.reaches(client, ssh, Port.tcp(8080))]).toEqual([
    true,
    false,
  ]);
  expect(report.reaches(client, api, Port.tcp(2222))).toBe(true);
});
