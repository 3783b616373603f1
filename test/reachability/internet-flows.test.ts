import { analysed, deployment, policy, service } from './analysed';
import { ClusterOptions } from '../../src/reachability/cluster';
import { describeClosedWay } from '../../src/reachability/describe-ways';
import { PortRange } from '../../src/reachability/port-set';
import { formatWays } from '../../src/render/ways';

const WEB = deployment('web', '{ containers: [{ name: main, image: x, ports: [{ containerPort: 8080 }] }] }');
const PORTS = 'selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }]';
const SERVICE = service('web', `{ ${PORTS} }`);

function object(apiVersion: string, kind: string, spec: string, name = 'web'): string {
  return `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\nspec: ${spec}\n`;
}

const BACKEND = '{ service: { name: web, port: { number: 80 } } }';
const INGRESS = object(
  'networking.k8s.io/v1',
  'Ingress',
  `{ rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: ${BACKEND} }] } }] }`,
);
const refs = '[{ backendRefs: [{ name: web, port: 80 }] }]';

/** The policy of web, with the peers that its only rule names. */
function letsIn(peers: string): string {
  return policy(
    'web',
    `{ podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress], ingress: [{ from: ${peers} }] }`,
  );
}
const CLOSED = policy('web', '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress] }');

function fromInternet(yaml: string, options?: ClusterOptions): string[] {
  return [...analysed(yaml, options).flows()]
    .filter(({ from }) => from.kind === 'internet')
    .map(({ to, ports, verdict, reason, ways = [] }) => {
      const why = reason === undefined ? '' : ` (${reason.code})`;
      const id = to.kind === 'workload' ? to.id : '';
      return `${id} ${ports.map(portText).join(' ')} ${verdict}${why} via ${formatWays(ways).join('; ')}`;
    });
}

function portText({ protocol, port, endPort }: PortRange): string {
  return port === endPort ? `${port}/${protocol}` : `${port}-${endPort}/${protocol}`;
}

function closed(yaml: string): string[] {
  const analysis = analysed(yaml);
  return analysis.closedWays().map((way) => describeClosedWay(analysis.cluster, way));
}

describe('each way in is a flow from the internet to the pods’ port', () => {
  test.each([
    ['an Ingress', SERVICE + INGRESS, 'shop/Ingress/web (shop.example.com)'],
    [
      'an HTTPRoute',
      SERVICE + object('gateway.networking.k8s.io/v1', 'HTTPRoute', `{ hostnames: [a.example.com], rules: ${refs} }`),
      'shop/HTTPRoute/web (a.example.com)',
    ],
    [
      'a GRPCRoute',
      SERVICE + object('gateway.networking.k8s.io/v1', 'GRPCRoute', `{ hostnames: [b.example.com], rules: ${refs} }`),
      'shop/GRPCRoute/web (b.example.com)',
    ],
    [
      'a TLSRoute',
      SERVICE +
        object('gateway.networking.k8s.io/v1alpha2', 'TLSRoute', `{ hostnames: [c.example.com], rules: ${refs} }`),
      'shop/TLSRoute/web (c.example.com)',
    ],
    [
      'a TCPRoute',
      SERVICE + object('gateway.networking.k8s.io/v1alpha2', 'TCPRoute', `{ rules: ${refs} }`),
      'shop/TCPRoute/web',
    ],
    [
      'a Route of OpenShift',
      SERVICE + object('route.openshift.io/v1', 'Route', '{ host: d.example.com, to: { kind: Service, name: web } }'),
      'shop/Route/web (d.example.com)',
    ],
    [
      'an IngressRoute of Traefik',
      SERVICE +
        object(
          'traefik.io/v1alpha1',
          'IngressRoute',
          '{ routes: [{ match: "Host(`e.example.com`)", kind: Rule, services: [{ name: web, port: 80 }] }] }',
        ),
      'shop/IngressRoute/web (e.example.com)',
    ],
    [
      'an IngressRouteTCP of Traefik',
      SERVICE +
        object(
          'traefik.io/v1alpha1',
          'IngressRouteTCP',
          '{ routes: [{ match: "HostSNI(`*`)", services: [{ name: web, port: 80 }] }] }',
        ),
      'shop/IngressRouteTCP/web',
    ],
    ['a load balancer', service('web', `{ type: LoadBalancer, ${PORTS} }`), 'shop/Service/web (LoadBalancer)'],
    ['a node port', service('web', `{ type: NodePort, ${PORTS} }`), 'shop/Service/web (NodePort)'],
    [
      'a node port with its number',
      service(
        'web',
        '{ type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }',
      ),
      'shop/Service/web (NodePort 30080)',
    ],
    ['an external IP', service('web', `{ externalIPs: [203.0.113.7], ${PORTS} }`), 'shop/Service/web (externalIPs)'],
  ])('%s', (_, yaml, way) => {
    expect(fromInternet(WEB + yaml)).toEqual([`shop/Deployment/web 8080/TCP allow via ${way}`]);
    expect(closed(WEB + yaml)).toEqual([]);
  });

  test('a UDPRoute and an IngressRouteUDP lead to ports of UDP', () => {
    const udp = service('web', '{ selector: { app: web }, ports: [{ port: 53, targetPort: 5353, protocol: UDP }] }');
    const routes =
      object(
        'gateway.networking.k8s.io/v1alpha2',
        'UDPRoute',
        '{ rules: [{ backendRefs: [{ name: web, port: 53 }] }] }',
      ) + object('traefik.io/v1alpha1', 'IngressRouteUDP', '{ routes: [{ services: [{ name: web, port: 53 }] }] }');
    expect(fromInternet(WEB + udp + routes)).toEqual([
      'shop/Deployment/web 5353/UDP allow via shop/IngressRouteUDP/web; shop/UDPRoute/web',
    ]);
  });

  test('a hostPort of a container', () => {
    const spec = '{ containers: [{ name: main, image: x, ports: [{ containerPort: 8080, hostPort: 80 }] }] }';
    expect(fromInternet(deployment('web', spec))).toEqual([
      'shop/Deployment/web 8080/TCP allow via shop/Deployment/web (hostPort 80)',
    ]);
  });

  test('a hostPort that policies close is no mistake: the programs of the node come in by it', () => {
    const spec = '{ containers: [{ name: main, image: x, ports: [{ containerPort: 8080, hostPort: 80 }] }] }';
    const analysis = analysed(deployment('web', spec) + policy('web', '{ podSelector: {} }'));
    expect(analysis.closedWays()).toEqual([]);
    expect([...analysis.flows()].filter(({ from }) => from.kind === 'internet')).toEqual([]);
  });

  test('and not for a Service that is for the cluster alone', () => {
    expect(fromInternet(WEB + SERVICE)).toEqual([]);
  });

  test('with all ways to one port in one flow, and another port in another', () => {
    const two = service(
      'web',
      '{ type: LoadBalancer, selector: { app: web }, ports: [{ name: a, port: 80, targetPort: 8080 }, { name: b, port: 81, targetPort: 9090 }] }',
    );
    expect(fromInternet(WEB + two + INGRESS)).toEqual([
      'shop/Deployment/web 8080/TCP allow via shop/Ingress/web (shop.example.com); shop/Service/web (LoadBalancer)',
      'shop/Deployment/web 9090/TCP allow via shop/Service/web (LoadBalancer)',
    ]);
  });
});

describe('what comes to nodes is judged by the addresses of the clients', () => {
  const balancer = (more: string): string => service('web', `{ type: LoadBalancer, ${more} ${PORTS} }`);
  const LOCAL = 'externalTrafficPolicy: Local,';

  test.each([
    ['nobody is let in', CLOSED, LOCAL, []],
    ['pods alone are let in', letsIn('[{ podSelector: {} }]'), LOCAL, []],
    ['private addresses alone are let in', letsIn('[{ ipBlock: { cidr: 10.0.0.0/8 } }]'), LOCAL, []],
    [
      'an office alone is let in',
      letsIn('[{ ipBlock: { cidr: 203.0.113.0/24 } }]'),
      LOCAL,
      ['shop/Deployment/web 8080/TCP allow via shop/Service/web (LoadBalancer) from 203.0.113.0/24'],
    ],
    [
      'the load balancer is for an office alone',
      '',
      'loadBalancerSourceRanges: [203.0.113.0/24],',
      ['shop/Deployment/web 8080/TCP allow via shop/Service/web (LoadBalancer) from 203.0.113.0/24'],
    ],
    ['the load balancer is for private addresses alone', '', 'loadBalancerSourceRanges: [10.0.0.0/8],', []],
    [
      'a node may stand in for the client',
      letsIn('[{ ipBlock: { cidr: 203.0.113.0/24 } }]'),
      '',
      ['shop/Deployment/web 8080/TCP undefined (node-address) via shop/Service/web (LoadBalancer)'],
    ],
  ])('where %s', (_, policies, more, flows) => {
    expect(fromInternet(WEB + policies + balancer(more))).toEqual(flows);
  });

  test('an internal load balancer is no way from the internet, nor are its node ports', () => {
    const internal = balancer('').replace(
      'namespace: shop }',
      "namespace: shop, annotations: { networking.gke.io/load-balancer-type: 'Internal' } }",
    );
    expect(fromInternet(WEB + internal)).toEqual([]);
    expect(closed(WEB + internal)).toEqual([]);
  });

  test('a policy of a kind that is not judged leaves it undefined', () => {
    const cilium = object(
      'cilium.io/v2',
      'CiliumNetworkPolicy',
      '{ endpointSelector: {}, ingress: [{ fromFuture: [] }] }',
    );
    expect(fromInternet(WEB + cilium + balancer(''))).toEqual([
      'shop/Deployment/web 8080/TCP undefined (unjudged-policy) via shop/Service/web (LoadBalancer)',
    ]);
  });

  test('one that policies close is a finding', () => {
    expect(closed(WEB + CLOSED + balancer(''))).toEqual([
      'shop/Service/web exposes shop/Deployment/web, but its policies let nobody from outside in',
    ]);
    expect(closed(WEB + letsIn('[{ ipBlock: { cidr: 10.0.0.0/8 } }]') + balancer(LOCAL))).toEqual([]);
  });
});

describe('what a controller passes on is judged by its pods', () => {
  const PINNED = '{ matchLabels: { kubernetes.io/metadata.name: ingress-nginx } }';
  const ALLOWED = ['shop/Deployment/web 8080/TCP allow via shop/Ingress/web (shop.example.com)'];
  const UNKNOWN = [
    'shop/Deployment/web 8080/TCP undefined (controller-unknown) via shop/Ingress/web (shop.example.com)',
  ];
  const NOBODY = "shop/Ingress/web leads to shop/Deployment/web, but its policies let no controller's pods in";
  const other = deployment('other');

  test.each([
    ['no policy isolates the workload', '', ALLOWED],
    ['everybody is let in', policy('web', '{ podSelector: {}, ingress: [{}] }'), ALLOWED],
    ['all pods are let in', letsIn('[{ namespaceSelector: {} }]'), ALLOWED],
    ['pods of another namespace are', letsIn(`[{ namespaceSelector: ${PINNED} }]`), ALLOWED],
    ['namespaces with a label are', letsIn('[{ namespaceSelector: { matchLabels: { role: edge } } }]'), ALLOWED],
    ['every address of a family is', letsIn('[{ ipBlock: { cidr: 0.0.0.0/0 } }]'), ALLOWED],
    ['some addresses are, as of a cloud’s load balancer', letsIn('[{ ipBlock: { cidr: 10.0.0.0/8 } }]'), UNKNOWN],
    [
      'pods of its own namespace that are not in the input are',
      letsIn('[{ podSelector: { matchLabels: { app: nginx } } }]'),
      UNKNOWN,
    ],
    ['all pods of its own namespace are', letsIn('[{ podSelector: {} }]'), UNKNOWN],
  ])('where %s', (_, policies, flows) => {
    expect(fromInternet(WEB + SERVICE + INGRESS + policies)).toEqual(flows);
    expect(closed(WEB + SERVICE + INGRESS + policies)).toEqual([]);
  });

  test.each([
    ['nobody is let in', CLOSED],
    ['only another workload of the input is', other + letsIn('[{ podSelector: { matchLabels: { app: other } } }]')],
    [
      'only another port is open',
      policy(
        'web',
        '{ podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 9 }] }] }',
      ),
    ],
  ])('is closed, which is a finding, where %s', (_, policies) => {
    expect(fromInternet(WEB + SERVICE + INGRESS + policies)).toEqual([]);
    expect(closed(WEB + SERVICE + INGRESS + policies)).toEqual([NOBODY]);
  });

  test('a workload of the input that traffic from outside comes to may be the controller', () => {
    const letsOther = letsIn('[{ podSelector: { matchLabels: { app: other } } }]');
    const balancer = service('other', '{ type: LoadBalancer, selector: { app: other }, ports: [{ port: 80 }] }');
    const flows = fromInternet(WEB + SERVICE + INGRESS + other + letsOther + balancer);
    expect(flows).toEqual(['shop/Deployment/other 80/TCP allow via shop/Service/other (LoadBalancer)', ...ALLOWED]);
  });

  test('the networks of all pods hold the controller’s', () => {
    const yaml = WEB + SERVICE + INGRESS + letsIn('[{ ipBlock: { cidr: 10.0.0.0/8 } }]');
    expect(fromInternet(yaml, { podCidrs: ['10.244.0.0/16'] })).toEqual(ALLOWED);
  });

  test('a policy of a kind that is not judged leaves it undefined', () => {
    const cilium = object(
      'cilium.io/v2',
      'CiliumNetworkPolicy',
      '{ endpointSelector: {}, ingress: [{ fromFuture: [] }] }',
    );
    expect(fromInternet(WEB + SERVICE + INGRESS + cilium)).toEqual([
      'shop/Deployment/web 8080/TCP undefined (unjudged-policy) via shop/Ingress/web (shop.example.com)',
    ]);
  });
});
