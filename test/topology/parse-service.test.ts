import { parsed, problemsOf } from './parsed';
import { EndpointSlice, Service } from '../../src/topology/model';

const indent = (text: string, by: number): string => text.replace(/^/gm, ' '.repeat(by));

function serviceOf(spec: string): Service {
  const yaml = `apiVersion: v1\nkind: Service\nmetadata: { name: api, namespace: shop }\nspec:\n${indent(spec, 2)}`;
  const { topology, problems } = parsed(yaml);
  expect(problems).toEqual([]);
  return topology.services[0];
}

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
      externalIPs: [],
      isInternal: false,
      origin: { source: 'input.yaml', document: 1, line: 1 },
    });
  });

  test.each(['0', '""'])('take targetPort %s for nothing written, as the API server does', (targetPort) => {
    const { ports } = serviceOf(`selector: { app: api }\nports: [{ port: 80, targetPort: ${targetPort} }]`);
    expect(ports).toMatchObject([{ port: 80, targetPort: 80 }]);
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

  test('may have no address of their own', () => {
    expect(serviceOf('clusterIP: None').isHeadless).toBe(true);
    expect(serviceOf('clusterIP: 10.0.0.7').isHeadless).toBeUndefined();
  });

  test('may stand for an external name', () => {
    const { type, externalName, ports } = serviceOf('type: ExternalName\nexternalName: api.example.com');
    expect({ type, externalName, ports }).toEqual({ type: 'ExternalName', externalName: 'api.example.com', ports: [] });
  });

  test('may take traffic on ports and further addresses of nodes', () => {
    const { ports, externalIPs } = serviceOf(`type: NodePort
externalIPs: [203.0.113.7, "2001:DB8::7", 203.0.113.7]
ports: [{ port: 80, nodePort: 30080 }, { port: 81, nodePort: 0 }]`);
    expect(ports).toEqual([
      { name: undefined, protocol: 'TCP', port: 80, targetPort: 80, nodePort: 30080 },
      { name: undefined, protocol: 'TCP', port: 81, targetPort: 81 },
    ]);
    expect(externalIPs).toEqual(['2001:db8::7/128', '203.0.113.7/32']);
  });

  test.each([
    ['service.beta.kubernetes.io/aws-load-balancer-internal: "true"', true],
    ['service.beta.kubernetes.io/aws-load-balancer-internal: 0.0.0.0/0', true],
    ['service.beta.kubernetes.io/aws-load-balancer-internal: "false"', false],
    ['service.beta.kubernetes.io/aws-load-balancer-scheme: internal', true],
    ['service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing', false],
    [
      'service.beta.kubernetes.io/aws-load-balancer-internal: "true", service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing',
      false,
    ],
    ['service.beta.kubernetes.io/azure-load-balancer-internal: "true"', true],
    ['service.beta.kubernetes.io/azure-load-balancer-internal: "false"', false],
    ['networking.gke.io/load-balancer-type: Internal', true],
    ['networking.gke.io/load-balancer-type: External', false],
    ['cloud.google.com/load-balancer-type: internal', true],
    ['service.beta.kubernetes.io/openstack-internal-load-balancer: "true"', true],
    ['oci-network-load-balancer.oraclecloud.com/internal: "true"', true],
    ['service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type: intranet', true],
    ['service.kubernetes.io/qcloud-loadbalancer-internal-subnetid: subnet-1', true],
    ['service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type: private', true],
    ['service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type: public', false],
    ['example.com/internal: "true"', false],
  ])('have a load balancer of a private network if an annotation says so: %s', (annotations, isInternal) => {
    const yaml = `apiVersion: v1\nkind: Service\nmetadata: { name: a, annotations: { ${annotations} } }\nspec: { type: LoadBalancer }\n`;
    expect(parsed(yaml).topology.services[0].isInternal).toEqual(isInternal);
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
