import { Protocol } from 'cdk8s-plus-28';
import { ClusterProfile, InternalService, Peer, PortMapping, ServicePort, Worker } from '../../src';
import { mainContainer, Manifest, only, podSpec, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';
const portsOf = (ports: PortMapping[]): ServicePort[] =>
  new InternalService(shopChart(), 'api', { image, ports }).ports;
const serviceFor = (ports: PortMapping[]): Manifest => {
  const chart = shopChart();
  new InternalService(chart, 'api', { image, ports });
  return { service: only(chart, 'Service').spec.ports, container: mainContainer(chart).ports, pod: podSpec(chart) };
};

test('an only port needs no name', () => {
  expect(portsOf([{ port: 80 }])).toEqual([
    {
      port: 80,
      targetPort: 80,
      protocol: 'TCP',
      name: undefined,
      appProtocol: undefined,
      nodePort: undefined,
      metricsOnly: false,
    },
  ]);
});

test('several ports are named after protocol and number', () => {
  expect(
    portsOf([
      { port: 80, targetPort: 8080 },
      { port: 53, protocol: Protocol.UDP },
    ]),
  ).toEqual([
    {
      port: 80,
      targetPort: 8080,
      protocol: 'TCP',
      name: 'tcp-80',
      appProtocol: undefined,
      nodePort: undefined,
      metricsOnly: false,
    },
    {
      port: 53,
      targetPort: 53,
      protocol: 'UDP',
      name: 'udp-53',
      appProtocol: undefined,
      nodePort: undefined,
      metricsOnly: false,
    },
  ]);
});

test('given names stay, others are made', () => {
  expect(portsOf([{ name: 'http', port: 80 }, { port: 81 }]).map(({ name }) => name)).toEqual(['http', 'tcp-81']);
});

test('one number may serve TCP and UDP', () => {
  const { service, container } = serviceFor([{ port: 53 }, { port: 53, protocol: Protocol.UDP }]);
  expect(service).toEqual([
    { name: 'tcp-53', port: 53, targetPort: 53, protocol: 'TCP' },
    { name: 'udp-53', port: 53, targetPort: 53, protocol: 'UDP' },
  ]);
  expect(container).toEqual([
    { name: 'tcp-53', containerPort: 53, protocol: 'TCP' },
    { name: 'udp-53', containerPort: 53, protocol: 'UDP' },
  ]);
});

test('SCTP is rendered', () => {
  expect(serviceFor([{ port: 9000 }, { port: 3868, protocol: Protocol.SCTP }]).service[1]).toEqual({
    name: 'sctp-3868',
    port: 3868,
    targetPort: 3868,
    protocol: 'SCTP',
  });
});

test('two ports of the Service may lead to one of the container', () => {
  const { service, container } = serviceFor([
    { name: 'http', port: 80, targetPort: 8080 },
    { name: 'legacy', port: 8000, targetPort: 8080 },
  ]);
  expect(service.map(({ targetPort }: Manifest) => targetPort)).toEqual([8080, 8080]);
  expect(container).toEqual([{ name: 'http', containerPort: 8080, protocol: 'TCP' }]);
});

test('policies speak of the port of the pods', () => {
  const chart = shopChart();
  const api = new InternalService(chart, 'api', { image, port: 80, targetPort: 8080 });
  new Worker(chart, 'client', { image }).connectTo(api);
  expect(only(chart, 'NetworkPolicy', 'api').spec.ingress[0].ports).toEqual([{ port: 8080, protocol: 'TCP' }]);
});

test('a port below 1024 lowers the limit for the pod to exactly that port', () => {
  const { pod } = serviceFor([{ port: 443, targetPort: 443 }, { port: 80, targetPort: 80 }, { port: 8080 }]);
  expect(pod.securityContext.sysctls).toEqual([{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }]);
});

test('a port of the Service below 1024 is none of the pod’s business', () => {
  expect(serviceFor([{ port: 80, targetPort: 1024 }]).pod.securityContext).not.toHaveProperty('sysctls');
  expect(serviceFor([{ port: 80, targetPort: 1023 }]).pod.securityContext.sysctls[0].value).toBe('1023');
});

test('a metrics port below 1024 counts, too', () => {
  const chart = shopChart();
  new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(chart);
  new Worker(chart, 'app', { image, metrics: { port: 81 } });
  expect(podSpec(chart).securityContext.sysctls[0].value).toBe('81');
});

test('the list that was given is not kept', () => {
  const ports: PortMapping[] = [{ port: 80 }];
  const api = new InternalService(shopChart(), 'api', { image, ports });
  ports.push({ port: 81 });
  expect(api.ports.map(({ port }) => port)).toEqual([80]);
});
