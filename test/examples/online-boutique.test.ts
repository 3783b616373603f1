import { Testing, Yaml } from 'cdk8s';
import { build } from '../../examples/online-boutique/app';
import { Manifest } from '../manifests';

const app = Testing.app();
build(app);
const objects: Manifest[] = app.charts.flatMap((chart) => Testing.synth(chart));
const policies = ofKind('NetworkPolicy');
const workloads = ofKind('Deployment').map((deployment) => deployment.metadata.name as string);

/** Client, server, the variable that carries the address, the Service's port, and the container's, which policies mean. */
const CALLS: readonly (readonly [string, string, string, number, number])[] = [
  ['frontend', 'productcatalogservice', 'PRODUCT_CATALOG_SERVICE_ADDR', 3550, 3550],
  ['frontend', 'currencyservice', 'CURRENCY_SERVICE_ADDR', 7000, 7000],
  ['frontend', 'cartservice', 'CART_SERVICE_ADDR', 7070, 7070],
  ['frontend', 'recommendationservice', 'RECOMMENDATION_SERVICE_ADDR', 8080, 8080],
  ['frontend', 'shippingservice', 'SHIPPING_SERVICE_ADDR', 50051, 50051],
  ['frontend', 'checkoutservice', 'CHECKOUT_SERVICE_ADDR', 5050, 5050],
  ['frontend', 'adservice', 'AD_SERVICE_ADDR', 9555, 9555],
  ['checkoutservice', 'productcatalogservice', 'PRODUCT_CATALOG_SERVICE_ADDR', 3550, 3550],
  ['checkoutservice', 'shippingservice', 'SHIPPING_SERVICE_ADDR', 50051, 50051],
  ['checkoutservice', 'paymentservice', 'PAYMENT_SERVICE_ADDR', 50051, 50051],
  ['checkoutservice', 'emailservice', 'EMAIL_SERVICE_ADDR', 5000, 8080],
  ['checkoutservice', 'currencyservice', 'CURRENCY_SERVICE_ADDR', 7000, 7000],
  ['checkoutservice', 'cartservice', 'CART_SERVICE_ADDR', 7070, 7070],
  ['recommendationservice', 'productcatalogservice', 'PRODUCT_CATALOG_SERVICE_ADDR', 3550, 3550],
  ['cartservice', 'redis-cart', 'REDIS_ADDR', 6379, 6379],
  ['loadgenerator', 'frontend', 'FRONTEND_ADDR', 80, 8080],
];

/** Somebody who is no pod of the shop. */
const OUTSIDE = 'outside';

describe('the connections of the shop', () => {
  // Every port that a Service, a container or a policy speaks of, and one that none does.
  const ports = [...new Set([...CALLS.flatMap((call) => [call[3], call[4]]), 53, 443, 9999])];

  test('the policies open the calls of the table and no other', () => {
    const open = workloads.flatMap((client) =>
      workloads.flatMap((server) =>
        ports
          .filter((port) => leaves(client, server, port) && enters(server, client, port))
          .map((port) => `${client} → ${server}:${port}`),
      ),
    );

    expect(open.sort()).toEqual(CALLS.map(([client, server, , , port]) => `${client} → ${server}:${port}`).sort());
  });

  test('from outside only the frontend is open', () => {
    const open = workloads.flatMap((server) =>
      ports.filter((port) => enters(server, OUTSIDE, port)).map((port) => `${server}:${port}`),
    );

    expect(open).toEqual(['frontend:8080']);
  });

  test('nobody gets out, but for names to the DNS pods', () => {
    const dns = {
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
          podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
        },
      ],
      ports: [
        { port: 53, protocol: 'TCP' },
        { port: 53, protocol: 'UDP' },
      ],
    };
    const beyond = workloads.map((client) => rulesOf(client, 'egress').filter((rule) => !staysInside(rule)));

    // Once by the workload's own policy and once by default-deny.
    expect(beyond).toEqual(workloads.map(() => [dns, dns]));
  });

  test('every workload has a policy of its own, about both directions', () => {
    const own = workloads.map((name) => policies.filter((policy) => selectsOnly(policy, name)));

    expect(workloads).toHaveLength(12);
    expect(own.map((found) => found.map((policy) => policy.spec.policyTypes))).toEqual(
      workloads.map(() => [['Ingress', 'Egress']]),
    );
  });
});

describe('the addresses of the shop', () => {
  test.each(CALLS)('%s finds %s by %s', (client, server, variable, port) => {
    expect(container(client).env).toContainEqual({ name: variable, value: `${server}:${port}` });
  });

  test.each(CALLS)('%s reaches the pods of %s through its Service', (_, server, __, port, targetPort) => {
    const service = ofKind('Service').find((candidate) => candidate.metadata.name === server);

    expect(service.spec.selector).toEqual({ 'app.kubernetes.io/name': server });
    expect(service.spec.ports).toEqual([expect.objectContaining({ port, targetPort, protocol: 'TCP' })]);
    expect(container(server).ports).toEqual([expect.objectContaining({ containerPort: targetPort })]);
  });
});

describe('the workloads of the shop', () => {
  test.each(workloads)('%s runs as user and group 1000 with read-only files', (name) => {
    expect(container(name).securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      readOnlyRootFilesystem: true,
    });
  });

  test('those that speak gRPC are asked for their health by gRPC, on the container port', () => {
    const others = ['frontend', 'redis-cart', 'loadgenerator'];
    const speakers = workloads.filter((name) => !others.includes(name)).map(container);

    expect(speakers.map(({ readinessProbe, livenessProbe }) => [readinessProbe.grpc, livenessProbe.tcpSocket])).toEqual(
      speakers.map(({ ports: [{ containerPort: port }] }) => [{ port }, { port }]),
    );
  });

  test('the frontend is probed within one session', () => {
    expect(container('frontend').readinessProbe.httpGet).toEqual({
      path: '/_healthz',
      port: 8080,
      scheme: 'HTTP',
      httpHeaders: [{ name: 'Cookie', value: 'shop_session-id=x-readiness-probe' }],
    });
  });

  test('only the store of the carts and the loadgenerator run alone', () => {
    const replicas = ofKind('Deployment').map(({ metadata, spec }) => [metadata.name, spec.replicas]);

    expect(replicas.filter(([, count]) => count !== 2)).toEqual([
      ['redis-cart', 1],
      ['loadgenerator', 1],
    ]);
  });
});

test.each(app.charts.map((chart) => chart.node.id))('chart %s renders as before', (id) => {
  const chart = app.charts.find((candidate) => candidate.node.id === id)!;

  expect(Yaml.stringify(...Testing.synth(chart))).toMatchSnapshot();
});

/*
 * What the policies say, read as plainly as the rules of this one app allow: all peers are labels of the own namespace,
 * pods of kube-system, or everybody; all ports are single numbers.
 */

type Direction = 'ingress' | 'egress';

function leaves(client: string, server: string, port: number): boolean {
  return rulesOf(client, 'egress').some((rule) => names(rule.to, server) && opens(rule, port));
}

function enters(server: string, client: string, port: number): boolean {
  return rulesOf(server, 'ingress').some((rule) => names(rule.from, client) && opens(rule, port));
}

/** The rules of all policies that select the pods; policies add up. */
function rulesOf(name: string, direction: Direction): Manifest[] {
  return policies
    .filter((policy) => selectsAll(policy) || selectsOnly(policy, name))
    .flatMap((policy) => policy.spec[direction] ?? []);
}

function selectsAll({ spec }: Manifest): boolean {
  return Object.keys(spec.podSelector).length === 0;
}

function selectsOnly({ spec }: Manifest, name: string): boolean {
  return spec.podSelector.matchLabels?.['app.kubernetes.io/name'] === name;
}

/** No peers at all mean everybody. */
function names(peers: Manifest[] | undefined, name: string): boolean {
  if (peers === undefined) return true;
  return peers.some(
    (peer) =>
      peer.namespaceSelector === undefined && peer.podSelector?.matchLabels?.['app.kubernetes.io/name'] === name,
  );
}

function opens(rule: Manifest, port: number): boolean {
  return rule.ports.some((opened: Manifest) => opened.protocol === 'TCP' && opened.port === port);
}

function staysInside(rule: Manifest): boolean {
  return workloads.some((name) => rule.to !== undefined && names(rule.to, name));
}

function ofKind(kind: string): Manifest[] {
  return objects.filter((object) => object.kind === kind);
}

function container(name: string): Manifest {
  const owner = ofKind('Deployment').find((deployment) => deployment.metadata.name === name);
  return owner.spec.template.spec.containers[0];
}
