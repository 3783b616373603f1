import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { InternalService, Peer, Port } from '../../src';
import { shopChart } from '../manifests';

/** A service that lets a network in on a port by its name. */
function apiIn(chart: Chart): InternalService {
  const api = new InternalService(chart, 'api', {
    image: 'ghcr.io/acme/app:1.0.0',
    ports: [{ name: 'http', port: 80, targetPort: 8080 }],
  });
  api.connections.allowFrom(Peer.cidr('10.0.0.0/8'), [Port.named('http')]);
  return api;
}

function patch(api: InternalService, change: JsonPatch): void {
  (api.node.findChild('NetworkPolicy') as ApiObject).addJsonPatch(change);
}

test('an own port that is declared by its name is proven by its number', () => {
  const chart = shopChart();
  apiIn(chart);
  expect(() => App.of(chart).synthYaml()).not.toThrow();
});

test('its number opens the same', () => {
  const chart = shopChart();
  patch(apiIn(chart), JsonPatch.replace('/spec/ingress/0/ports/0/port', { value: 8080 }));
  expect(() => App.of(chart).synthYaml()).not.toThrow();
});

test.each([
  ['closed', JsonPatch.remove('/spec/ingress/0')],
  ['opened on another port', JsonPatch.replace('/spec/ingress/0/ports/0/port', { value: 8081 })],
])('where it is %s, that is an error', (_, change) => {
  const chart = shopChart();
  patch(apiIn(chart), change);
  expect(() => App.of(chart).synthYaml()).toThrow(
    /declared connection to shop\/Deployment\/api from .*it is closed for ip:10\.0\.0\.0\/8 on 8080\/TCP/,
  );
});
