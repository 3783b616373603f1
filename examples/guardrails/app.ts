import { App, Chart } from 'cdk8s';
import { COMPANY_CLUSTER, CompanyGuardrails } from './company-guardrails';
import { Health, InternalService, Peer, Port } from 'cdk8s-service-patterns';

/** What a team writes, in a repository of its own: its synth fails where the guardrails of the company close a connection. */
export function build(app: App): void {
  const orders = new Chart(app, 'orders', { namespace: 'orders' });
  COMPANY_CLUSTER.applyTo(orders);
  new CompanyGuardrails(orders, 'company', { appliedBy: 'the platform team' });

  const api = new InternalService(orders, 'api', {
    image: 'ghcr.io/acme/orders:4.0.1',
    // It writes nowhere but into /tmp.
    writablePaths: [],
    port: 80,
    targetPort: 8080,
    health: Health.http('/healthz'),
    metrics: { port: 9090 },
  });
  // The labels of its namespace allow it.
  api.connections.allowTo(Peer.internet(), [Port.HTTPS]);
  // Pods of another team. The guardrail of their namespace lets this workload in, and no other one of this namespace.
  api.connections.allowTo(Peer.pods({ namespace: 'ledger', labels: { 'app.kubernetes.io/name': 'ledger' } }), [
    Port.POSTGRES,
  ]);
}
