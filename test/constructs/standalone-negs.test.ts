import { App, Chart } from 'cdk8s';
import {
  ClusterProfile,
  Exposure,
  ExternalTrafficPolicy,
  InternalService,
  IpFamily,
  Platform,
  PublicWebApp,
} from '../../src';
import { Manifest, only, shopChart } from '../manifests';

/*
 * GKE puts the pods of a Service into network endpoint groups where an annotation says so: load balancers that are made
 * elsewhere connect to them from Google's addresses.
 */

const image = 'ghcr.io/acme/api:1.0.0';
const PORTS = [
  { name: 'http', port: 80, targetPort: 8080 },
  { name: 'admin', port: 81, targetPort: 8081 },
];
const GOOGLE = [{ ipBlock: { cidr: '130.211.0.0/22' } }, { ipBlock: { cidr: '35.191.0.0/16' } }];

function apiWith(neg: string): Chart {
  const chart = shopChart();
  new InternalService(chart, 'api', { image, ports: PORTS, serviceAnnotations: { 'cloud.google.com/neg': neg } });
  return chart;
}

const ingressOf = (chart: Chart, name: string): Manifest => only(chart, 'NetworkPolicy', name).spec.ingress;

test('the pods of a standalone NEG are open to load balancers and health checks of Google, on its ports alone', () => {
  const chart = apiWith('{"exposed_ports": {"80": {"name": "api"}}}');
  expect(ingressOf(chart, 'api')).toEqual([{ from: GOOGLE, ports: [{ port: 8080, protocol: 'TCP' }] }]);
  expect(() => (chart.node.root as App).synthYaml()).not.toThrow();
});

test('with pods of both families, Google comes from both', () => {
  const chart = shopChart();
  const ipFamilies = [IpFamily.IPV4, IpFamily.IPV6];
  new ClusterProfile({ platform: Platform.GKE, ipFamilies }).applyTo(chart);
  const serviceAnnotations = { 'cloud.google.com/neg': '{"exposed_ports": {"80": {}}}' };
  new InternalService(chart, 'api', { image, ports: PORTS, serviceAnnotations });
  const of6 = ['2600:2d00:1:1::/64', '2600:2d00:1:b029::/64'].map((cidr) => ({ ipBlock: { cidr } }));
  expect(ingressOf(chart, 'api')[0].from).toEqual([GOOGLE[0], ...of6, GOOGLE[1]]);
});

test('so they are beside the clients of a load balancer with source ranges', () => {
  const chart = shopChart();
  const exposure = Exposure.loadBalancer({
    annotations: { 'cloud.google.com/neg': '{"exposed_ports": {"443": {}}}' },
    sourceRanges: ['203.0.113.0/24'],
    externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
  });
  new PublicWebApp(chart, 'web', { image, port: 443, targetPort: 8443, exposure });
  expect(ingressOf(chart, 'web')).toEqual([
    { from: [GOOGLE[0], { ipBlock: { cidr: '203.0.113.0/24' } }, GOOGLE[1]], ports: [{ port: 8443, protocol: 'TCP' }] },
  ]);
});

test.each(['{"ingress": true}', '{"exposed_ports": {}}', '{}'])('%s opens nothing', (neg) => {
  expect(ingressOf(apiWith(neg), 'api')).toBeUndefined();
});

test.each(['', 'true', '{exposed_ports: {80: {}}}', '[]', 'null', '{"exposed_ports": ["80"]}'])(
  '%j is refused, because GKE would make no group by it',
  (neg) => {
    expect(() => apiWith(neg)).toThrow(
      `shop/api: annotation "cloud.google.com/neg": got ${JSON.stringify(neg)}; allowed: a JSON object, by which GKE makes network ` +
        'endpoint groups. Fix: write {"exposed_ports": {"80": {}}}, or {"ingress": true}',
    );
  },
);

test("a port of the pods is refused in place of the Service's", () => {
  expect(() => apiWith('{"exposed_ports": {"8080": {}}}')).toThrow(
    'shop/api: annotation "cloud.google.com/neg": got the port 8080 in exposed_ports; allowed: a port of the Service: 80, 81. Fix: ' +
      'write {"exposed_ports": {"80": {}}}',
  );
});
