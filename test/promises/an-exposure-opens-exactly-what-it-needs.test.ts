import { Chart } from 'cdk8s';
import { IMAGE, manifestsOf, openBy } from './synth';
import { ClusterProfile, Exposure, ExternalTrafficPolicy, Peer, PublicWebApp } from '../../src';
import { testApp } from '../manifests';

/** What comes from outside to a web app whose pods listen on 8080, with a second port that no exposure is about. */
function opened(exposure: Exposure, profile?: ClusterProfile): string[] {
  const app = testApp();
  profile?.applyTo(app);
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const ports = [
    { name: 'http', port: 80, targetPort: 8080 },
    { name: 'admin', port: 81, targetPort: 8081 },
  ];
  new PublicWebApp(chart, 'web', { image: IMAGE, ports, exposure });
  // By the policies alone; whether something leads there is another question, of test/reachability/internet-flows.test.ts.
  return openBy(manifestsOf(app))
    .filter((line) => line.includes('-> shop/Deployment/web') && !line.startsWith('internet '))
    .map((line) => line.replace(' -> shop/Deployment/web', ''));
}

const EVERYBODY = (ports: string): string[] =>
  ['ip:0.0.0.0/0', 'ip:::/0', 'pods:*/*'].map((end) => `${end} on ${ports}`);
const LOCAL = ExternalTrafficPolicy.LOCAL;

test.each<[string, Exposure, string[]]>([
  // A load balancer and a node port are of the Service, and so of all its ports.
  ['a load balancer: everybody', Exposure.loadBalancer(), EVERYBODY('8080-8081/TCP')],
  ['a node port: everybody', Exposure.nodePort(), EVERYBODY('8080-8081/TCP')],
  [
    'a load balancer with source ranges that keeps the addresses: these networks',
    Exposure.loadBalancer({ sourceRanges: ['203.0.113.0/24', '2001:db8::/32'], externalTrafficPolicy: LOCAL }),
    ['ip:2001:db8::/32 on 8080-8081/TCP', 'ip:203.0.113.0/24 on 8080-8081/TCP'],
  ],
  [
    'an Ingress: the pods of its controller',
    Exposure.ingress({ host: 'shop.example.com' }),
    ['pods:kubernetes.io/metadata.name=ingress-nginx/app.kubernetes.io/name=ingress-nginx on 8080/TCP'],
  ],
  [
    'a Gateway: its pods',
    Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', namespace: 'gates' }),
    ['pods:kubernetes.io/metadata.name=gates/gateway.networking.k8s.io/gateway-name=main on 8080/TCP'],
  ],
])('%s', (_, exposure, expected) => {
  expect(opened(exposure)).toEqual(expected);
});

test('the profile says who the controller is, and then it is nobody else', () => {
  const controller = Peer.pods({ namespace: 'traefik', labels: { app: 'traefik' } });
  const profile = new ClusterProfile({ ingressController: controller, gateway: Peer.namespace('envoy') });
  expect(opened(Exposure.ingress({ host: 'a.b' }), profile)).toEqual([
    'pods:kubernetes.io/metadata.name=traefik/app=traefik on 8080/TCP',
  ]);
  const gateway = new ClusterProfile({ gateway: Peer.namespace('envoy') });
  expect(opened(Exposure.gateway({ gateway: 'main', gatewayClass: 'istio' }), gateway)).toEqual([
    'pods:kubernetes.io/metadata.name=envoy/* on 8080/TCP',
  ]);
});
