import { App, Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import {
  Checks,
  ClusterProfile,
  Exposure,
  Health,
  InternalService,
  InternalServiceProps,
  IsolatedNamespace,
  Peer,
  PublicWebApp,
  ServiceGroup,
} from 'cdk8s-service-patterns';

/** What each service runs: podinfo answers, and asks the next service in line. */
const IMAGE = 'ghcr.io/stefanprodan/podinfo';

/**
 * Four services that call one another, one of them in two versions behind one name: the new version gets the share of the
 * requests that its share of the pods is.
 *
 * ```text
 * people → frontend → echo (three pods of 6.8.0, one of 6.9.0) → store
 * ```
 */
export function build(app: App): void {
  new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(app);

  const mesh = new Chart(app, 'canary', { namespace: 'canary' });
  // It also closes the network of pods that somebody starts here by hand; each workload below has a policy of its own.
  new IsolatedNamespace(mesh, 'canary');

  const store = new InternalService(mesh, 'store', podinfo('6.9.0'));

  const stable = new InternalService(mesh, 'echo-stable', { ...podinfo('6.8.0'), replicas: 3 });
  const canary = new InternalService(mesh, 'echo-canary', { ...podinfo('6.9.0'), replicas: 1 });
  for (const version of [stable, canary]) {
    version.connectTo(store);
    version.addEnv('PODINFO_BACKEND_URL', store.urlFrom(version, { path: '/echo' }));
  }
  // A note of the checks, which is no mistake here.
  Checks.of(canary).accept('one-replica', 'its share of the pods is its share of the requests; the others go on');

  // One Service, "echo", in front of both. Whoever may connect to it may connect to either.
  const echo = ServiceGroup.of(stable, canary);

  const frontend = new PublicWebApp(mesh, 'frontend', {
    ...podinfo('6.9.0'),
    exposure: Exposure.ingress({ host: 'echo.example.com', className: 'nginx' }),
  });
  frontend.connectTo(echo);
  frontend.addEnv('PODINFO_BACKEND_URL', echo.urlFrom(frontend, { path: '/echo' }));
}

/** What all of them have in common. The image's program runs as any user and writes nowhere. */
function podinfo(version: string): InternalServiceProps {
  return {
    image: `${IMAGE}:${version}`,
    port: 80,
    targetPort: 9898,
    // Numbers for Prometheus, on a port of their own: the scraper gets in there, and clients do not.
    metrics: { port: 9797 },
    env: { PODINFO_PORT_METRICS: '9797' },
    health: Health.combine({ readiness: Health.http('/readyz'), liveness: Health.http('/healthz') }),
    resources: {
      cpu: { request: Cpu.millis(50), limit: Cpu.millis(500) },
      memory: { request: Size.mebibytes(32), limit: Size.mebibytes(128) },
    },
  };
}
