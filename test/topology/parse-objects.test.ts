import { parsed, problemsOf } from './parsed';
import { EndpointSlice, Route, Service, Workload } from '../../src/topology/model';

const indent = (text: string, by: number): string => text.replace(/^/gm, ' '.repeat(by));
const TEMPLATE = `metadata: { labels: { app: web } }
spec: { containers: [{ ports: [{ name: http, containerPort: 8080 }] }] }`;

function workloadOf(spec: string): Workload {
  const { topology, problems } = parsed(`apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n${indent(spec, 2)}`);
  expect(problems).toEqual([]);
  return topology.workloads[0];
}

function serviceOf(spec: string): Service {
  const yaml = `apiVersion: v1\nkind: Service\nmetadata: { name: api, namespace: shop }\nspec:\n${indent(spec, 2)}`;
  const { topology, problems } = parsed(yaml);
  expect(problems).toEqual([]);
  return topology.services[0];
}

describe('workloads', () => {
  test.each(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'ReplicationController'])(
    'of kind %s keep their pods in spec.template',
    (kind) => {
      const apiVersion = kind === 'Job' ? 'batch/v1' : kind === 'ReplicationController' ? 'v1' : 'apps/v1';
      const yaml = `apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: web, namespace: shop, labels: { app: not-this } }
spec:
  selector: { matchLabels: { app: nor-this } }
  template:
${indent(TEMPLATE, 4)}`;
      expect(parsed(yaml).topology.workloads).toEqual([
        {
          id: `shop/${kind}/web`,
          namespace: 'shop',
          kind,
          name: 'web',
          labels: { app: 'web' },
          namedPorts: [{ name: 'http', protocol: 'TCP', port: 8080 }],
          declaredPorts: [{ protocol: 'TCP', port: 8080 }],
          hostNetwork: false,
          origin: { source: 'input.yaml', document: 1, line: 1 },
        },
      ]);
    },
  );

  test('of kind CronJob keep them one template deeper', () => {
    const yaml = `apiVersion: batch/v1
kind: CronJob
metadata: { name: backup }
spec:
  jobTemplate:
    metadata: { labels: { app: not-this } }
    spec:
      template:
${indent(TEMPLATE, 8)}`;
    const [{ id, labels, declaredPorts }] = parsed(yaml).topology.workloads;
    expect({ id, labels, declaredPorts }).toEqual({
      id: 'default/CronJob/backup',
      labels: { app: 'web' },
      declaredPorts: [{ protocol: 'TCP', port: 8080 }],
    });
  });

  test('of kind Pod are their own template', () => {
    const yaml = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a, labels: { app: web } }\nspec: { hostNetwork: true }';
    const [{ id, labels, hostNetwork }] = parsed(yaml).topology.workloads;
    expect({ id, labels, hostNetwork }).toEqual({ id: 'default/Pod/a', labels: { app: 'web' }, hostNetwork: true });
  });

  test('may lack everything', () => {
    const yaml = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }';
    const { topology, problems } = parsed(yaml);
    const [{ labels, namedPorts, declaredPorts, hostNetwork }] = topology.workloads;
    expect(problems).toEqual([]);
    expect({ labels, namedPorts, declaredPorts, hostNetwork }).toEqual({
      labels: {},
      namedPorts: [],
      declaredPorts: [],
      hostNetwork: false,
    });
  });

  test('declare the ports of all containers and sidecars, but not of init containers that end', () => {
    const { namedPorts, declaredPorts } = workloadOf(`containers:
  - ports: [{ containerPort: 80, name: http }, { containerPort: 53, name: dns, protocol: UDP }]
  - ports: [{ containerPort: 81 }]
initContainers:
  - { restartPolicy: Always, ports: [{ containerPort: 15020, name: metrics }] }
  - { ports: [{ containerPort: 9999, name: http }] }`);
    expect(namedPorts).toEqual([
      { name: 'http', protocol: 'TCP', port: 80 },
      { name: 'dns', protocol: 'UDP', port: 53 },
      { name: 'metrics', protocol: 'TCP', port: 15020 },
    ]);
    expect(declaredPorts).toEqual([
      { protocol: 'TCP', port: 80 },
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 81 },
      { protocol: 'TCP', port: 15020 },
    ]);
  });

  test('are refused with ports, labels and flags of a wrong type', () => {
    const yaml = `apiVersion: v1
kind: Pod
metadata:
  name: a
  labels:
    version: 2
    empty: null
spec:
  hostNetwork: "yes"
  containers:
    - ports:
        - containerPort: 70000
        - containerPort: 80
          protocol: HTTP
    - ports: none
`;
    expect(problemsOf(yaml)).toEqual([
      'line 6: metadata.labels.version: got 2; allowed: text',
      'line 9: spec.hostNetwork: got "yes"; allowed: true or false',
      'line 12: spec.containers[0].ports[0].containerPort: got 70000; allowed: a port number from 1 to 65535',
      'line 14: spec.containers[0].ports[1].protocol: got "HTTP"; allowed: one of TCP, UDP, SCTP',
      'line 15: spec.containers[1].ports: got "none"; allowed: a list',
    ]);
  });
});

describe('Services', () => {
  test('have the defaults of the API server', () => {
    expect(serviceOf('selector: { app: api }\nports: [{ port: 80 }]')).toEqual({
      id: 'shop/Service/api',
      namespace: 'shop',
      name: 'api',
      type: 'ClusterIP',
      selector: { app: 'api' },
      ports: [{ name: undefined, protocol: 'TCP', port: 80, targetPort: 80 }],
      externalName: undefined,
      externalTrafficPolicy: 'Cluster',
      sourceRanges: [],
      origin: { source: 'input.yaml', document: 1, line: 1 },
    });
  });

  test('keep what is set', () => {
    const { type, ports, externalTrafficPolicy, sourceRanges } = serviceOf(`type: LoadBalancer
externalTrafficPolicy: Local
loadBalancerSourceRanges: [192.0.2.7/24, "2001:DB8::/32"]
ports:
  - { name: http, port: 80, targetPort: 8080 }
  - { name: dns, port: 53, protocol: UDP, targetPort: dns }`);
    expect({ type, ports, externalTrafficPolicy, sourceRanges }).toEqual({
      type: 'LoadBalancer',
      ports: [
        { name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 },
        { name: 'dns', protocol: 'UDP', port: 53, targetPort: 'dns' },
      ],
      externalTrafficPolicy: 'Local',
      sourceRanges: ['192.0.2.0/24', '2001:db8::/32'],
    });
  });

  test.each(['ports: [{ port: 80 }]', 'selector: {}\nports: [{ port: 80 }]', 'selector: null'])(
    'have no pods of their own without selector: %j',
    (spec) => {
      expect(serviceOf(spec).selector).toBeUndefined();
    },
  );

  test('may stand for an external name', () => {
    const { type, externalName, ports } = serviceOf('type: ExternalName\nexternalName: api.example.com');
    expect({ type, externalName, ports }).toEqual({ type: 'ExternalName', externalName: 'api.example.com', ports: [] });
  });

  test('are refused with an illegal type, policy, port or network', () => {
    const yaml = `apiVersion: v1
kind: Service
metadata: { name: a }
spec:
  type: Loadbalancer
  externalTrafficPolicy: local
  loadBalancerSourceRanges:
    - 10.0.0.0
  ports:
    - { port: "80" }
    - { targetPort: 80 }
    - { port: 80, targetPort: web_server }
`;
    expect(problemsOf(yaml)).toEqual([
      'line 5: spec.type: got "Loadbalancer"; allowed: one of ClusterIP, NodePort, LoadBalancer, ExternalName',
      'line 6: spec.externalTrafficPolicy: got "local"; allowed: one of Cluster, Local',
      'line 8: spec.loadBalancerSourceRanges[0]: got "10.0.0.0"; allowed: a network such as "10.0.0.0/8" or "2001:db8::/32"',
      'line 10: spec.ports[0].port: got "80"; allowed: a port number from 1 to 65535',
      'line 11: spec.ports[1].port: got nothing; allowed: a port number from 1 to 65535',
      'line 12: spec.ports[2].targetPort: got "web_server"; allowed: a port number from 1 to 65535, or a name of at most 15 lower-case letters, digits and single "-", with a letter',
    ]);
  });
});

describe('EndpointSlices', () => {
  const slices = (labels: string): readonly EndpointSlice[] =>
    parsed(`apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: a, namespace: shop, labels: ${labels} }
addressType: IPv4
ports: [{ port: 5432 }, { port: 53, protocol: UDP }, {}]
endpoints: [{ addresses: [192.0.2.1, 192.0.2.2] }, { addresses: [192.0.2.3] }, {}]`).topology.endpointSlices;

  test('belong to the Service that their label names', () => {
    expect(slices('{ kubernetes.io/service-name: legacy }')).toEqual([
      {
        namespace: 'shop',
        service: 'legacy',
        addresses: ['192.0.2.1/32', '192.0.2.2/32', '192.0.2.3/32'],
        ports: [
          { name: '', protocol: 'TCP', port: 5432 },
          { name: '', protocol: 'UDP', port: 53 },
        ],
        origin: { source: 'input.yaml', document: 1, line: 1 },
      },
    ]);
  });

  test('of no Service are left out', () => {
    expect(slices('{}')).toEqual([]);
  });
});

describe('routes', () => {
  const routeOf = (yaml: string): Pick<Route, 'id' | 'kind' | 'backends'> => {
    const { topology, problems } = parsed(yaml);
    expect(problems).toEqual([]);
    const [{ id, kind, backends }] = topology.routes;
    return { id, kind, backends };
  };

  test('of an Ingress lead to its default backend and the backends of its paths', () => {
    expect(
      routeOf(`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  defaultBackend: { service: { name: fallback, port: { name: http } } }
  rules:
    - http:
        paths:
          - { path: /, backend: { service: { name: web, port: { number: 80 } } } }
          - { path: /files, backend: { resource: { kind: Bucket, name: files } } }
    - host: only.example.com
`),
    ).toEqual({
      id: 'shop/Ingress/web',
      kind: 'Ingress',
      backends: [
        { namespace: 'shop', service: 'fallback', port: 'http' },
        { namespace: 'shop', service: 'web', port: 80 },
      ],
    });
  });

  test('of an HTTPRoute lead to the Services of its rules, which may be in other namespaces', () => {
    expect(
      routeOf(`apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  rules:
    - backendRefs:
        - { name: web, port: 80 }
        - { name: other, namespace: data, port: 81, kind: Service }
        - { name: bucket, kind: Bucket }
    - {}
`),
    ).toEqual({
      id: 'shop/HTTPRoute/web',
      kind: 'HTTPRoute',
      backends: [
        { namespace: 'shop', service: 'web', port: 80 },
        { namespace: 'data', service: 'other', port: 81 },
      ],
    });
  });
});
