import { ApiObject, Chart, Size } from 'cdk8s';
import { Construct } from 'constructs';
import {
  ClusterProfile,
  Connections,
  DefaultDenyPolicy,
  ForeignPods,
  ForeignPodsProps,
  HeadlessDatabase,
  DatabaseEngine,
  NetworkReport,
  Peer,
  PolicyDirection,
  Port,
} from '../../src';
import { Manifest, render, testApp } from '../manifests';
import { allOf, chartOf, DNS_RULE, podsNamed, podsOf, service, tcp } from '../network/policies';
import { synthErrors } from '../report/synth-errors';

const REDIS = { app: 'redis' };

function policies(chart: Chart): Manifest[] {
  return render(chart).filter(({ kind }: Manifest) => kind === 'NetworkPolicy');
}

function specOf(chart: Chart, name: string): Manifest {
  return policies(chart).find(({ metadata }) => metadata.name === name)?.spec;
}

/** What a Helm chart that is included brings: a workload, and a Service whose port is another one. */
function redisOfHelm(chart: Chart): ApiObject {
  new ApiObject(chart, 'redis-service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'redis' },
    spec: { selector: REDIS, ports: [{ port: 80, targetPort: 6379 }] },
  });
  const ports = [{ name: 'redis', containerPort: 6379 }];
  return new ApiObject(chart, 'redis', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'redis' },
    spec: {
      selector: { matchLabels: REDIS },
      template: {
        metadata: { labels: { ...REDIS, 'helm.sh/chart': 'redis-1.0.0' } },
        spec: { containers: [{ name: 'redis', image: 'redis:7.4', ports }] },
      },
    },
  });
}

describe('foreign pods', () => {
  test('are isolated in both directions but for what is declared and DNS, and both sides are written', () => {
    const chart = chartOf(testApp(), 'shop');
    const api = service(chart, 'api');
    const redis = ForeignPods.of(chart, { labels: REDIS });
    api.connections.allowTo(redis, [Port.REDIS]);
    redis.connections.allowFrom(Peer.namespace('monitoring'), [Port.tcp(9121)]);
    redis.connections.allowTo(api);
    expect(specOf(chart, 'foreign-redis')).toEqual({
      podSelector: { matchLabels: REDIS },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { from: [podsNamed('api')], ports: [tcp(6379)] },
        { from: [allOf('monitoring')], ports: [tcp(9121)] },
      ],
      egress: [DNS_RULE, { to: [podsNamed('api')], ports: [tcp(8080)] }],
    });
    expect(specOf(chart, 'api').egress).toEqual([DNS_RULE, { to: [podsOf(REDIS)], ports: [tcp(6379)] }]);
    expect(specOf(chart, 'api').ingress).toEqual([{ from: [podsOf(REDIS)], ports: [tcp(8080)] }]);
    expect(synthErrors(chart)).toEqual([]);
  });

  test('may be named from their own side, too', () => {
    const chart = chartOf(testApp(), 'shop');
    const api = service(chart, 'api');
    ForeignPods.of(chart, { labels: REDIS }).connections.allowFrom(api, [Port.REDIS]);
    expect(specOf(chart, 'api').egress).toEqual([DNS_RULE, { to: [podsOf(REDIS)], ports: [tcp(6379)] }]);
    expect(synthErrors(chart)).toEqual([]);
  });

  test('of one cluster, namespace and labels are one construct, wherever in the app they are asked for', () => {
    const app = testApp();
    const chart = chartOf(app, 'shop');
    const other = new Chart(app, 'other', { namespace: 'shop' });
    const first = ForeignPods.of(chart, { labels: { app: 'redis', role: 'master' } });
    expect(ForeignPods.of(new Construct(chart, 'team'), { labels: { role: 'master', app: 'redis' } })).toBe(first);
    expect(ForeignPods.of(other, { labels: { role: 'master', app: 'redis' } })).toBe(first);
    expect(first.node.path).toBe('shop/foreign-redis-master');
    expect(ForeignPods.of(chart, { labels: REDIS })).not.toBe(first);
    expect(ForeignPods.of(chartOf(app, 'data'), { labels: { app: 'redis', role: 'master' } })).not.toBe(first);
  });

  test('of two clusters are two', () => {
    const app = testApp();
    const [a, b] = ['a', 'b'].map((id) => {
      const chart = new Chart(app, id, { namespace: 'shop' });
      new ClusterProfile({ name: id }).applyTo(chart);
      return ForeignPods.of(chart, { labels: REDIS });
    });
    expect(a).not.toBe(b);
  });

  test('may be in another namespace', () => {
    const chart = chartOf(testApp(), 'shop');
    const api = service(chart, 'api');
    api.connections.allowTo(ForeignPods.of(chart, { labels: REDIS, namespace: 'cache' }), [Port.REDIS]);
    const [policy] = policies(chart).filter(({ metadata }) => metadata.name === 'foreign-redis');
    expect(policy.metadata.namespace).toBe('cache');
    expect(policy.spec.ingress).toEqual([{ from: [podsNamed('api', 'shop')], ports: [tcp(6379)] }]);
    expect(specOf(chart, 'api').egress[1].to).toEqual([podsOf(REDIS, 'cache')]);
    expect(synthErrors(chart)).toEqual([]);
  });

  test.each<[string, ForeignPodsProps['labels'], string]>([
    ['one label', { 'app.kubernetes.io/name': 'redis' }, 'foreign-redis'],
    ['several, by their keys', { b: 'two', a: 'One_1' }, 'foreign-one-1-two'],
    ['a value that says nothing', { 'acme.cert-manager.io/http01-solver': 'true' }, 'foreign-http01-solver'],
  ])('call their policy after %s', (_what, labels, name) => {
    expect(ForeignPods.of(chartOf(testApp(), 'shop'), { labels }).name).toBe(name);
  });

  test('that would be called alike need a name', () => {
    const chart = chartOf(testApp(), 'shop');
    ForeignPods.of(chart, { labels: { app: 'redis' } });
    expect(() => ForeignPods.of(chart, { labels: { name: 'redis' } })).toThrow(
      'shop: ForeignPods.of: name: got "foreign-redis"; allowed: a name that no other construct of "shop" has. ' +
        "Fix: name the policy: ForeignPods.of(scope, { labels, name: '…' })",
    );
    expect(ForeignPods.of(chart, { labels: { name: 'redis' }, name: 'cache' }).name).toBe('cache');
  });

  test.each<[string, ForeignPodsProps, RegExp]>([
    ['no labels', { labels: {} }, /^ForeignPods\.of: labels: got \{\}; allowed: at least one label; none would select/],
    ['a label that is none', { labels: { 'a b': 'c' } }, /^ForeignPods\.of: label.*"a b"/],
    ['a namespace that is none', { labels: REDIS, namespace: 'Cache' }, /^ForeignPods\.of: namespace: got "Cache"/],
    [
      'no directions',
      { labels: REDIS, directions: [] },
      /directions: got \[\]; allowed: at least one of PolicyDirection/,
    ],
  ])('are refused with %s', (_what, props, says) => {
    expect(() => ForeignPods.of(chartOf(testApp(), 'shop'), props)).toThrow(says);
  });

  test('are refused if they are to be isolated otherwise than before', () => {
    const chart = chartOf(testApp(), 'shop');
    ForeignPods.of(chart, { labels: REDIS });
    expect(() => ForeignPods.of(chart, { labels: REDIS, directions: [PolicyDirection.INGRESS] })).toThrow(
      'shop/foreign-redis: ForeignPods.of: directions: got "Ingress"; allowed: what was said of these pods before: ' +
        'Egress and Ingress. Fix: say the same each time, or keep the pods in a variable',
    );
  });
});

describe('foreign pods that are isolated for ingress alone', () => {
  const directions = [PolicyDirection.INGRESS];

  test('have a policy without egress, and may connect wherever others let them', () => {
    const chart = chartOf(testApp(), 'shop');
    const api = service(chart, 'api');
    const redis = ForeignPods.of(chart, { labels: REDIS, directions });
    redis.connections.allowTo(api);
    api.connections.allowTo(redis, [Port.REDIS]);
    expect(specOf(chart, 'foreign-redis')).toEqual({
      podSelector: { matchLabels: REDIS },
      policyTypes: ['Ingress'],
      ingress: [{ from: [podsNamed('api')], ports: [tcp(6379)] }],
    });
    expect(specOf(chart, 'api').ingress).toEqual([{ from: [podsOf(REDIS)], ports: [tcp(8080)] }]);
    expect(synthErrors(chart)).toEqual([]);
  });

  test('are told that their namespace closes the way out', () => {
    const chart = chartOf(testApp(), 'shop');
    new DefaultDenyPolicy(chart, 'default-deny');
    ForeignPods.of(chart, { labels: REDIS, directions }).connections.allowTo(service(chart, 'api'));
    expect(synthErrors(chart)).toEqual([
      '[] shop/foreign-redis: declared connection from shop/Pod/foreign-redis to shop/Deployment/api on 8080/TCP: got ' +
        'closed: egress of shop/Pod/foreign-redis is isolated by shop/NetworkPolicy/default-deny without a rule for it; ' +
        'allowed: a connection that the rendered policies let through on both sides. Fix: leave `directions` out of the ' +
        'ForeignPods "shop/foreign-redis", so that its policy opens egress, too; or add the rule to the policy that isolates it',
    ]);
  });
});

describe('the proof', () => {
  test('takes pods that no manifest has for those with exactly these labels', () => {
    const chart = chartOf(testApp(), 'shop');
    new DefaultDenyPolicy(chart, 'default-deny');
    const api = service(chart, 'api');
    const redis = ForeignPods.of(chart, { labels: REDIS });
    api.connections.allowTo(redis, [Port.REDIS]);
    expect(synthErrors(chart)).toEqual([]);
    const report = NetworkReport.of(chart);
    expect(report.reaches(api, redis, Port.REDIS)).toBe(true);
    expect(report.explain(redis, api, Port.tcp(8080)).verdict).toBe('deny');
  });

  test('sees what opens such pods to others', () => {
    const chart = chartOf(testApp(), 'shop');
    ForeignPods.of(chart, { labels: REDIS });
    new ApiObject(chart, 'extra', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'extra' },
      spec: { podSelector: { matchLabels: REDIS }, ingress: [{ from: [podsOf({ app: 'tool' })] }] },
    });
    expect(synthErrors(chart)).toEqual([
      expect.stringContaining(
        'undeclared connections to shop/Pod/foreign-redis: got pods:kubernetes.io/metadata.name=shop/app=tool on all, ' +
          'opened by ingress rule 0 of shop/NetworkPolicy/extra',
      ),
    ]);
  });

  test('looks no port names up in pods that no manifest has', () => {
    const chart = chartOf(testApp(), 'shop');
    service(chart, 'api').connections.allowTo(ForeignPods.of(chart, { labels: REDIS }), [Port.named('redis')]);
    expect(synthErrors(chart)).toEqual([]);
  });

  test('does not say of a Service that its port leads nowhere in such pods', () => {
    const chart = chartOf(testApp(), 'shop');
    new ApiObject(chart, 'redis', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'redis' },
      spec: { type: 'LoadBalancer', selector: REDIS, ports: [{ port: 80, targetPort: 'redis' }] },
    });
    ForeignPods.of(chart, { labels: REDIS });
    expect(NetworkReport.of(chart).warnings()).toEqual([]);
  });

  test('judges pods that are rendered as those of any workload', () => {
    const chart = chartOf(testApp(), 'shop');
    new DefaultDenyPolicy(chart, 'default-deny');
    const object = redisOfHelm(chart);
    const api = service(chart, 'api');
    const redis = ForeignPods.of(chart, { labels: REDIS });
    api.connections.allowTo(redis, [Port.named('redis')]);
    expect(synthErrors(chart)).toEqual([]);
    expect(NetworkReport.of(chart).workloads).toEqual(['shop/Deployment/api', 'shop/Deployment/redis']);
    expect(NetworkReport.of(chart).reaches(api, redis, Port.REDIS)).toBe(true);
    expect(NetworkReport.of(chart).reaches(api, object, Port.REDIS)).toBe(true);
    api.connections.allowTo(redis, [Port.named('sentinel')]);
    expect(synthErrors(chart)).toEqual([
      '[] shop/api: declared port sentinel/TCP: got no container of shop/Deployment/redis with a port of that name and ' +
        "protocol; allowed: a port of the destination: redis (6379/TCP). Fix: write Port.named('redis')",
    ]);
  });

  test('refuses labels that pods of a workload of the app carry', () => {
    const chart = chartOf(testApp(), 'shop');
    const api = service(chart, 'api');
    const labels = { 'app.kubernetes.io/name': 'db' };
    new HeadlessDatabase(chart, 'db', { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) });
    api.connections.allowTo(ForeignPods.of(chart, { labels }), [Port.REDIS]);
    expect(synthErrors(chart)).toContain(
      '[] shop/foreign-db: pods selected by shop/NetworkPolicy/foreign-db: got those of shop/StatefulSet/db, too; allowed: its ' +
        'own pods alone, by the label app.kubernetes.io/name=db. Fix: leave that workload to its own `connections`, and ' +
        'name labels that its pods do not carry',
    );
  });

  test.each([
    [
      'ForeignPods',
      (chart: Chart) => void ForeignPods.of(chart, { labels: REDIS }),
      'connect the ForeignPods "shop/foreign-redis" instead of a Peer',
    ],
    [
      'nothing',
      () => undefined,
      'take the pods of shop/Deployment/redis over, and connect them instead of a Peer: ForeignPods.of(scope, { labels: { "app": "redis" } })',
    ],
  ])('says how pods of the app that a Peer names are opened where %s speaks for them', (_what, speak, fix) => {
    const chart = chartOf(testApp(), 'shop');
    new DefaultDenyPolicy(chart, 'default-deny');
    redisOfHelm(chart);
    speak(chart);
    service(chart, 'api').connections.allowTo(Peer.pods({ labels: REDIS }), [Port.REDIS]);
    expect(synthErrors(chart)).toEqual([
      expect.stringContaining(`Fix: ${fix}; or add the rule to the policy that isolates it`),
    ]);
  });
});

describe('what is no workload', () => {
  const FIX = 'ForeignPods.of(scope, { labels: { app: "redis" } })';

  test('has no connections, and is told which foreign pods it has', () => {
    const chart = chartOf(testApp(), 'shop');
    const object = redisOfHelm(chart);
    const of = (value: unknown) => () => Connections.of(value as never);
    expect(of(object)).toThrow(
      'Connections.of: workload: got "shop/redis"; allowed: a cdk8s-plus Deployment, StatefulSet, DaemonSet, Job, CronJob ' +
        `or Pod. Fix: the connections of its pods are those of ${FIX}`,
    );
    expect(of(object.toJson())).toThrow(
      'Fix: the connections of its pods are those of ForeignPods.of(scope, { labels: { app: "redis" }, namespace: "shop" })',
    );
    expect(of(service(chart, 'api'))).toThrow('Fix: it has connections of its own: use its `connections`');
    expect(of(undefined)).toThrow('Fix: pass the workload; for pods of Helm charts and operators use ForeignPods.of(');
  });

  test('is no peer', () => {
    const chart = chartOf(testApp(), 'shop');
    const object = redisOfHelm(chart);
    const { connections } = service(chart, 'api');
    const says = `shop/api: peer: got "shop/redis"; allowed: a Peer, a workload of this package, or a cdk8s-plus Deployment, StatefulSet or Pod. Fix: its pods are ${FIX}; or, if they are not yours, Peer.pods({ namespace, labels })`;
    expect(() => connections.allowTo(object as never, [Port.REDIS])).toThrow(says);
    expect(() => connections.allowFrom(object as never)).toThrow(says);
  });
});
