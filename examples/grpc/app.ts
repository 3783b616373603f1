import { App, Chart } from 'cdk8s';
import { Health, InternalService, IsolatedNamespace, Worker } from 'cdk8s-service-patterns';

/**
 * A gRPC service with two names. A connection of gRPC lives long and carries every call, so that a Service with one
 * address leaves a client with one of the pods. Clients that balance by themselves use the headless name, which leads to
 * all of them; the others use the one with an address.
 */
export function build(app: App): void {
  const calls = new Chart(app, 'grpc', { namespace: 'grpc' });
  // It also closes the network of pods that somebody starts here by hand; each workload below has a policy of its own.
  new IsolatedNamespace(calls, 'grpc');

  const greeter = new InternalService(calls, 'greeter', {
    image: 'ghcr.io/acme/greeter:2.3.0',
    // It writes nowhere but into /tmp.
    writablePaths: [],
    ports: [{ name: 'grpc', port: 50051 }],
    // The kubelet asks by the standard health protocol of gRPC.
    health: Health.grpc(),
    replicas: 3,
  });

  // The same pods once more, as a name that leads to each of them.
  const pods = greeter.addService('pods', { ports: [{ name: 'grpc', port: 50051 }], headless: true });

  // It balances by itself: "dns:///" asks for all addresses, and its own settings say round robin.
  const gateway = new InternalService(calls, 'gateway', {
    image: 'ghcr.io/acme/gateway:2.3.0',
    // It writes nowhere but into /tmp.
    writablePaths: [],
    port: 80,
    targetPort: 8080,
    health: Health.http('/healthz'),
  });
  gateway.connectTo(pods);
  gateway.addEnv('GREETER_TARGET', `dns:///${pods.hostFrom(gateway)}:50051`);

  // It calls seldom, and opens a connection for each call.
  const reporter = new Worker(calls, 'reporter', { image: 'ghcr.io/acme/reporter:2.3.0', writablePaths: [] });
  reporter.connectTo(greeter, { addressEnv: 'GREETER_ADDRESS' });
}
