import { App, Chart } from 'cdk8s';
import { ClusterProfile, InternalService, PortMapping, ServicePort, UrlOptions, Worker } from '../../src';
import { shopChart, testApp } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';
const twoCharts = (here: string | undefined, there: string | undefined): { api: InternalService; client: Worker } => {
  const app = testApp();
  return {
    api: new InternalService(new Chart(app, 'shop', { namespace: here }), 'api', { image, port: 8080 }),
    client: new Worker(new Chart(app, 'other', { namespace: there }), 'client', { image }),
  };
};
const urlOf = (port: PortMapping, options?: UrlOptions): string => {
  const api = new InternalService(new Chart(testApp(), 'shop'), 'api', { image, ports: [port] });
  return api.urlFrom(api, options);
};

describe('the host name', () => {
  test('is the name of the Service in its own namespace', () => {
    const { api, client } = twoCharts('shop', 'shop');
    expect(api.hostFrom(client)).toBe('api');
  });

  test('has the namespace in it from another one', () => {
    const { api, client } = twoCharts('shop', 'other');
    expect(api.hostFrom(client)).toBe('api.shop');
  });

  test('needs no namespace where nobody names one', () => {
    const { api, client } = twoCharts(undefined, undefined);
    expect(api.hostFrom(client)).toBe('api');
  });

  test.each([
    ['shop', undefined, 'other/client'],
    [undefined, 'other', 'shop/api'],
  ])('is refused where only one side knows its namespace', (here, there, unknown) => {
    const { api, client } = twoCharts(here, there);
    expect(() => api.hostFrom(client)).toThrow(new RegExp(`^${unknown}: namespace: got nothing`));
  });
});

describe('the fully qualified name', () => {
  test('has namespace and domain in it', () => {
    expect(twoCharts('shop', 'shop').api.fqdn).toBe('api.shop.svc.cluster.local');
  });

  test('takes the domain of the cluster profile', () => {
    const app: App = testApp();
    new ClusterProfile({ domain: 'k8s.example.com' }).applyTo(app);
    const api = new InternalService(new Chart(app, 'shop', { namespace: 'shop' }), 'api', { image, port: 80 });
    expect(api.fqdn).toBe('api.shop.svc.k8s.example.com');
  });

  test('is refused where the namespace is not known', () => {
    expect(() => twoCharts(undefined, undefined).api.fqdn).toThrow(/^shop\/api: namespace: got nothing/);
  });
});

describe('the URL', () => {
  test.each([
    [{ port: 80 }, 'http://api'],
    [{ port: 8080 }, 'http://api:8080'],
    [{ port: 443 }, 'https://api'],
    [{ port: 8443, appProtocol: 'https' }, 'https://api:8443'],
    [{ port: 443, appProtocol: 'http' }, 'http://api:443'],
    [{ port: 9000, appProtocol: 'kubernetes.io/h2c' }, 'http://api:9000'],
  ])('of %j is %s', (port, url) => {
    expect(urlOf(port)).toBe(url);
  });

  test('`scheme` replaces the guess', () => {
    expect(urlOf({ port: 9000 }, { scheme: 'grpc' })).toBe('grpc://api:9000');
    expect(urlOf({ port: 80 }, { scheme: 'https' })).toBe('https://api:80');
  });

  test('`path` follows the address', () => {
    expect(urlOf({ port: 8080 }, { path: '/v1/orders?limit=5' })).toBe('http://api:8080/v1/orders?limit=5');
  });

  test('`portName` names another port', () => {
    const ports = [
      { name: 'http', port: 80 },
      { name: 'admin', port: 9000 },
    ];
    const api = new InternalService(new Chart(testApp(), 'shop'), 'api', { image, ports });
    expect(api.urlFrom(api, { portName: 'admin' })).toBe('http://api:9000');
  });

  test('has the namespace in it from another one', () => {
    const { api, client } = twoCharts('shop', 'other');
    expect(api.urlFrom(client)).toBe('http://api.shop:8080');
  });

  test('uses the port of the Service, which is what clients connect to', () => {
    expect(urlOf({ port: 80, targetPort: 8080 })).toBe('http://api');
  });
});

describe('the URL of one of the ports, as connectTo asks for it', () => {
  test('is that of the port', () => {
    const api = new InternalService(shopChart(), 'api', {
      image,
      ports: [{ port: 80 }, { name: 'admin', port: 9000 }],
    });
    expect(api.ports.map((port) => api.urlForPort(api, port))).toEqual(['http://api', 'http://api:9000']);
  });

  test('takes a port that somebody else made, if it is the same', () => {
    const api = new InternalService(shopChart(), 'api', { image, port: 8080 });
    expect(api.urlForPort(api, ServicePort.of({ port: 8080 }))).toBe('http://api:8080');
  });

  test('refuses a port of another service', () => {
    const api = new InternalService(shopChart(), 'api', { image, port: 80, targetPort: 8080 });
    expect(() => api.urlForPort(api, ServicePort.of({ port: 8080 }))).toThrow(
      'shop/api: port: got 8080/TCP; allowed: one of its ports: 80/TCP. Fix: take it from its `ports`',
    );
  });
});
