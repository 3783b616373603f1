import { Testing, Yaml } from 'cdk8s';
import { build } from '../../examples/seeds/app';
import { Manifest } from '../manifests';

const app = Testing.app();
build(app);
const objects: Manifest[] = app.charts.flatMap((chart) => Testing.synth(chart));

/**
 * The Services of the two documents: type, name and ports (port, targetPort, nodePort), as the documents have them. A
 * node port is another where two documents want the same one of a cluster.
 */
const ORIGINAL_SERVICES = [
  // "Services and Networking"
  ['services', 'mysql-service', { ports: [[3306, 3306]] }],
  ['services', 'web-service', { type: 'NodePort', ports: [[80, 80, 30080]] }],
  ['services', 'web-loadbalancer', { type: 'LoadBalancer', ports: [[80, 80]] }],
  ['services', 'external-database', { type: 'ExternalName', externalName: 'database.example.com', ports: [[5432]] }],
  ['web', 'frontend', { ports: [[80, 3000]] }],
  ['api', 'backend', { ports: [[8080, 8080]] }],
  ['advanced', 'sticky-service', { ports: [[80, 80]] }],
  ['advanced', 'headless-service', { ports: [[3306, 3306]] }],
  [
    'advanced',
    'multi-port-service',
    {
      ports: [
        [80, 8080],
        [443, 8443],
        [9090, 9090],
      ],
    },
  ],
  ['web-stack', 'postgres-service', { ports: [[5432, 5432]] }],
  ['web-stack', 'webapp-service', { type: 'LoadBalancer', ports: [[80, 80]] }],
  ['health', 'healthy-service', { ports: [[80, 80]] }],
  // "12 - Services & Networking"
  ['service-types', 'api-service', { ports: [[80, 8080]] }],
  ['service-types', 'web-service', { type: 'NodePort', ports: [[80, 8080, 30081]] }],
  ['service-types', 'public-web', { type: 'LoadBalancer', ports: [[80, 8080]] }],
  ['service-types', 'external-db', { type: 'ExternalName', externalName: 'db.example.com', ports: [] }],
  ['service-types', 'db', { ports: [[5432, 5432]] }],
] as const;

describe('the Services of the documents', () => {
  test.each(ORIGINAL_SERVICES)('%s/%s', (namespace, name, original: Manifest) => {
    const { spec } = find('Service', namespace, name);

    expect(spec.type).toBe(original.type ?? 'ClusterIP');
    expect(spec.externalName).toBe(original.externalName);
    expect((spec.ports ?? []).map(portNumbers)).toEqual(original.ports);
  });

  test('there are no others, but the three that the network policies need', () => {
    const names = ofKind('Service').map((service) => `${service.metadata.namespace}/${service.metadata.name}`);

    expect(names.sort()).toEqual(
      [
        ...ORIGINAL_SERVICES.map(([namespace, name]) => `${namespace}/${name}`),
        'policies/api',
        'policies/database',
        'policies/web',
      ].sort(),
    );
  });

  // The documents' two databases behind a ClusterIP are headless here, too: a database has no use for load balancing.
  test.each(ofKind('StatefulSet').map(({ metadata }) => [metadata.namespace, metadata.name]))(
    'the Service of the database %s/%s is headless',
    (namespace, name) => {
      expect(find('Service', namespace, name).spec.clusterIP).toBe('None');
    },
  );

  test('sticky-service keeps its clients for an hour', () => {
    const { spec } = find('Service', 'advanced', 'sticky-service');

    expect(spec.sessionAffinity).toBe('ClientIP');
    expect(spec.sessionAffinityConfig).toEqual({ clientIP: { timeoutSeconds: 3600 } });
  });

  test('multi-port-service names its ports', () => {
    const { spec } = find('Service', 'advanced', 'multi-port-service');

    expect(spec.ports.map((port: Manifest) => port.name)).toEqual(['http', 'https', 'metrics']);
  });

  test('public-web asks AWS for a Network Load Balancer', () => {
    expect(find('Service', 'service-types', 'public-web').metadata.annotations).toEqual({
      'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb',
    });
  });
});

describe('the workloads of the documents', () => {
  test('webapp-service gets DB_HOST and DB_PORT as in the original', () => {
    expect(container('Deployment', 'web-stack', 'webapp-service').env).toEqual([
      { name: 'DB_HOST', value: 'postgres-service' },
      { name: 'DB_PORT', value: '5432' },
    ]);
  });

  test('healthy-service is probed as in the original', () => {
    const { readinessProbe, livenessProbe, startupProbe } = container('Deployment', 'health', 'healthy-service');

    expect(readinessProbe.httpGet).toEqual({ path: '/health', port: 80, scheme: 'HTTP' });
    expect(readinessProbe.periodSeconds).toBe(10);
    expect(livenessProbe.httpGet).toEqual({ path: '/health', port: 80, scheme: 'HTTP' });
    expect(livenessProbe.periodSeconds).toBe(15);
    // In place of the original's delays of 5 and 30 seconds: the others wait until it succeeds.
    expect(startupProbe.httpGet).toEqual({ path: '/health', port: 80, scheme: 'HTTP' });
    expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBe(300);
  });

  test.each([
    ['services', 'web-service'],
    ['web-stack', 'webapp-service'],
    ['health', 'healthy-service'],
  ])('%s/%s runs three pods as in the original', (namespace, name) => {
    expect(find('Deployment', namespace, name).spec.replicas).toBe(3);
  });

  test('the frontend finds the backend by its name in the other namespace', () => {
    expect(container('Deployment', 'web', 'frontend').env).toEqual([
      { name: 'BACKEND_URL', value: 'http://backend.api:8080' },
    ]);
  });

  test('api-service finds the first pod of the headless Service by its own name', () => {
    const { env } = container('Deployment', 'service-types', 'api-service');

    expect(env).toContainEqual({ name: 'DB_HOST', value: 'db-0.db' });
  });

  test('no password is text', () => {
    const yaml = objects.map((object) => Yaml.stringify(object)).join('---\n');
    const variables = ofKind('Deployment', 'StatefulSet')
      .flatMap((owner) => owner.spec.template.spec.containers[0].env ?? [])
      .filter((variable: Manifest) => variable.name.includes('PASSWORD'));

    expect(yaml).not.toContain('password123');
    expect(variables).not.toHaveLength(0);
    expect(variables.filter((variable: Manifest) => variable.valueFrom?.secretKeyRef === undefined)).toEqual([]);
  });
});

describe('the network policies of the documents', () => {
  test('default-deny-ingress is the original, with labels', () => {
    expect(find('NetworkPolicy', 'policies', 'default-deny-ingress')).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: {
        name: 'default-deny-ingress',
        namespace: 'policies',
        labels: {
          'app.kubernetes.io/component': 'network-policy',
          'app.kubernetes.io/instance': 'default-deny-ingress',
          'app.kubernetes.io/managed-by': 'cdk8s',
          'app.kubernetes.io/name': 'default-deny-ingress',
          'app.kubernetes.io/part-of': 'policies',
        },
      },
      spec: { podSelector: {}, policyTypes: ['Ingress'] },
    });
  });

  test('api-allow is the original, with DNS for the DNS pods alone and a namespace that nobody can claim', () => {
    expect(find('NetworkPolicy', 'policies', 'api')).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: {
        name: 'api',
        namespace: 'policies',
        labels: {
          'app.kubernetes.io/component': 'service',
          'app.kubernetes.io/instance': 'api',
          'app.kubernetes.io/managed-by': 'cdk8s',
          'app.kubernetes.io/name': 'api',
          'app.kubernetes.io/part-of': 'policies',
        },
      },
      spec: {
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            from: [
              { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'frontend' } } },
              { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } } },
            ],
            ports: [{ port: 8080, protocol: 'TCP' }],
          },
        ],
        egress: [
          {
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
          },
          {
            to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'database' } } }],
            ports: [{ port: 5432, protocol: 'TCP' }],
          },
        ],
      },
    });
  });
});

test.each(app.charts.map((chart) => chart.node.id))('chart %s renders as before', (id) => {
  const chart = app.charts.find((candidate) => candidate.node.id === id)!;

  expect(Yaml.stringify(...Testing.synth(chart))).toMatchSnapshot();
});

function ofKind(...kinds: string[]): Manifest[] {
  return objects.filter((object) => kinds.includes(object.kind));
}

function find(kind: string, namespace: string, name: string): Manifest {
  const found = ofKind(kind).filter(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
  if (found.length !== 1) throw new Error(`expected one ${kind} ${namespace}/${name}, got ${found.length}`);
  return found[0];
}

function container(kind: string, namespace: string, name: string): Manifest {
  return find(kind, namespace, name).spec.template.spec.containers[0];
}

/** Port, targetPort and nodePort, as far as there are any. */
function portNumbers({ port, targetPort, nodePort }: Manifest): number[] {
  return [port, targetPort, nodePort].filter((number) => number !== undefined);
}
