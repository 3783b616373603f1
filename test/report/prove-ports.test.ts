import { ApiObject, Chart } from 'cdk8s';
import { Deployment, Protocol, ServiceType } from 'cdk8s-plus-28';
import { synthErrors } from './synth-errors';
import { Connections, NetworkReport, Peer, Port } from '../../src';
import { testApp } from '../manifests';
import { chartOf, service, worker } from '../network/policies';

const IMAGE = 'ghcr.io/acme/tool:1.4.2';

/** A workload of a Helm chart whose Service has port 80, and whose pods listen on 8080. */
function helm(chart: Chart, id: string, labels: { [key: string]: string }, targetPort: number | string = 8080): void {
  new ApiObject(chart, `${id}-service`, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: id },
    spec: { selector: labels, ports: [{ port: 80, targetPort }] },
  });
  const container = { name: id, image: IMAGE, ports: [{ name: 'web', containerPort: 8080 }] };
  new ApiObject(chart, id, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: id },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
  });
}

const REFUSED =
  '[] shop/client: declared port 80/TCP of shop/Deployment/tool: got the port of shop/Service/tool; allowed: ports that the ' +
  'pods listen on, which policies are about: 8080/TCP. Fix: write Port.tcp(8080)';

describe('the port of a Service that is not that of the pods', () => {
  test.each([8080, 'web'])('fails synth where a Peer names pods of the app: target %s', (targetPort) => {
    const chart = chartOf(testApp(), 'shop');
    helm(chart, 'tool', { app: 'tool' }, targetPort);
    worker(chart, 'client').connections.allowTo(Peer.pods({ labels: { app: 'tool' } }), [Port.HTTP]);
    expect(synthErrors(chart)).toEqual([REFUSED]);
    // The report says it of the rendered policy.
    expect(NetworkReport.of(chart).warnings()).toContain(
      'shop/NetworkPolicy/client egress[1] opens 80/TCP, which is the port of shop/Service/tool; the pods listen on 8080/TCP',
    );
    expect(NetworkReport.of(chart).explain('client', 'tool', Port.HTTP).text).toContain(
      'note: 80 is the port of shop/Service/tool; its pods listen on 8080/TCP (deny): ask for port 8080',
    );
  });

  test('fails synth for a workload of cdk8s-plus, whose Service is known by then alone', () => {
    const chart = chartOf(testApp(), 'shop');
    const metadata = { name: 'tool' };
    const tool = new Deployment(chart, 'tool', { metadata, containers: [{ image: IMAGE, portNumber: 8080 }] });
    worker(chart, 'client').connections.allowTo(tool, [Port.HTTP]);
    Connections.of(tool).allowFrom(Peer.namespace('ops'), [Port.HTTP]);
    tool.exposeViaService({
      name: 'tool',
      serviceType: ServiceType.CLUSTER_IP,
      ports: [{ port: 80, targetPort: 8080, protocol: Protocol.TCP }],
    });
    expect(synthErrors(chart)).toEqual([REFUSED, REFUSED.replace('shop/client', 'shop/tool')]);
  });

  test.each<[string, Peer, Port[]]>([
    ['the right one is opened beside it', Peer.pods({ labels: { app: 'tool' } }), [Port.HTTP, Port.named('web')]],
    ['other pods with these labels may listen on it', Peer.pods({ labels: { tier: 'back' } }), [Port.HTTP]],
    ['nobody knows which pods are meant', Peer.namespace('shop'), [Port.HTTP]],
    ['it is no port of a Service', Peer.pods({ labels: { app: 'tool' } }), [Port.tcp(9999)]],
  ])('passes where %s', (_what, peer, ports) => {
    const chart = chartOf(testApp(), 'shop');
    helm(chart, 'tool', { app: 'tool', tier: 'back' });
    new ApiObject(chart, 'bare', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'bare', labels: { tier: 'back' } },
      spec: { containers: [{ name: 'bare', image: IMAGE }] },
    });
    worker(chart, 'client').connections.allowTo(peer, ports);
    expect(synthErrors(chart)).toEqual([]);
  });
});

describe('a name of a port', () => {
  test('that no container has is refused with the ports that they have', () => {
    const chart = chartOf(testApp(), 'shop');
    const ports = [
      { name: 'http', port: 80, targetPort: 8080 },
      { name: 'also', port: 81, targetPort: 8080 },
      { name: 'dns', port: 53, protocol: Protocol.UDP },
    ];
    const named = service(chart, 'named', { ports });
    const { connections } = worker(chart, 'client');
    connections.allowTo(named, [Port.named('also')]);
    connections.allowTo(service(chart, 'api'), [Port.named('http')]);
    expect(synthErrors(chart)).toEqual([
      '[] shop/client: declared port also/TCP: got no container of shop/Deployment/named with a port of that name and ' +
        'protocol; allowed: a port of the destination: http (8080/TCP), dns (53/UDP). Fix: write ' +
        "Port.named('http') or Port.named('dns', Protocol.UDP)",
      '[] shop/client: declared port http/TCP: got no container of shop/Deployment/api with a port of that name and ' +
        'protocol; allowed: a port of the destination: 8080/TCP, without a name. Fix: write Port.tcp(8080)',
    ]);
  });

  test('may be given to the port later', () => {
    const chart = chartOf(testApp(), 'shop');
    const api = service(chart, 'api');
    worker(chart, 'client').connections.allowTo(api, [Port.named('ssh')]);
    api.addService('ssh', { ports: [{ name: 'ssh', port: 22, targetPort: 2222 }] });
    expect(synthErrors(chart)).toEqual([]);
  });
});

describe('what is accepted', () => {
  const options = { reason: 'the platform team reads it' };

  test('is no port of a Service that nothing opens', () => {
    const chart = chartOf(testApp(), 'shop');
    const client = worker(chart, 'client');
    client.connections.accept(service(chart, 'api'), [Port.HTTP], options);
    expect(synthErrors(chart)).toEqual([
      '[] shop/client: accepted port 80/TCP of shop/Deployment/api: got the port of shop/Service/api; allowed: ports that the ' +
        'pods listen on, which policies are about: 8080/TCP. Fix: write Port.tcp(8080)',
    ]);
  });

  test('may be one that policies of others open', () => {
    const chart = chartOf(testApp(), 'shop');
    const client = worker(chart, 'client');
    client.connections.accept(service(chart, 'api'), [Port.HTTP], options);
    for (const name of ['client', 'api']) {
      const podSelector = { matchLabels: { 'app.kubernetes.io/name': name === 'client' ? 'api' : 'client' } };
      const rule = { ports: [{ port: 80 }], [name === 'client' ? 'to' : 'from']: [{ podSelector }] };
      new ApiObject(chart, `extra-${name}`, {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: `extra-${name}` },
        spec: {
          podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
          policyTypes: [name === 'client' ? 'Egress' : 'Ingress'],
          [name === 'client' ? 'egress' : 'ingress']: [rule],
        },
      });
    }
    expect(synthErrors(chart)).toEqual([]);
  });
});
