import { App, Chart } from 'cdk8s';
import { COMPANY_CLUSTER, CompanyGuardrails } from './company-guardrails';
import { ClusterDefaultDeny, Peer, Port } from 'cdk8s-service-patterns';

/** What the platform team applies: the guardrails, and a denial for whatever has no policy of its own. */
export function build(app: App): void {
  const platform = new Chart(app, 'platform');
  COMPANY_CLUSTER.applyTo(platform);
  new CompanyGuardrails(platform);

  const denied = new ClusterDefaultDeny(platform, 'default-deny', { except: [Peer.namespace('monitoring')] });
  denied.allowFrom(Peer.namespace('monitoring'), [Port.tcp(9090)]);
}
