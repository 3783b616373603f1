import { App, Chart } from 'cdk8s';
import { errorsOf, IMAGE } from './synth';
import { ClusterProfile, ClusterProfileProps, Cni, InternalService, Mesh, NetworkReport, Worker } from '../../src';

const CLUSTERS: readonly (readonly [name: string, cluster: ClusterProfileProps])[] = [
  ['Istio', { mesh: Mesh.istio() }],
  ['Istio ambient', { mesh: Mesh.istioAmbient({ waypoint: 'waypoint' }) }],
  ['Linkerd', { mesh: Mesh.linkerd() }],
  ["Cilium's mesh", { mesh: Mesh.cilium() }],
  ['Cilium', { cni: Cni.CILIUM }],
];

const PORT = { protocol: 'TCP', port: 8080, endPort: 8080 };

describe.each(CLUSTERS)('with %s', (_, cluster) => {
  test('a target lets in the declared requests of a client, and no others', () => {
    const app = new App();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new ClusterProfile(cluster).applyTo(chart);
    const api = new InternalService(chart, 'api', { image: IMAGE, port: 80, targetPort: 8080 });
    const admin = new Worker(chart, 'admin', { image: IMAGE });
    admin.connectTo(api);
    const web = new Worker(chart, 'web', { image: IMAGE });
    web.connectTo(api, { http: [{ method: 'GET', path: '/users' }, { path: '/orders/*' }] });

    expect(errorsOf(app)).toEqual([]);
    const flows = NetworkReport.of(app)
      .flows()
      .filter(({ to }) => to === 'shop/Deployment/api')
      .filter(({ from }) => from.startsWith('shop/Deployment/'));
    expect(
      flows.map(({ from, verdict, ports, only }) => ({ from, verdict, ports, only: only?.slice().sort() })),
    ).toEqual([
      { from: 'shop/Deployment/admin', verdict: 'allow', ports: [PORT], only: undefined },
      {
        from: 'shop/Deployment/web',
        verdict: 'allow',
        ports: [PORT],
        only: [expect.stringContaining('/orders/'), expect.stringContaining('GET /users')],
      },
    ]);
  });
});
