import { Construct } from 'constructs';
import { ClusterGuardrail, ClusterGuardrailProps, ClusterProfile, Cni, Peer, Port } from 'cdk8s-service-patterns';

/** What all clusters of the company are like; a package exports it beside the guardrails, whose rules follow from it. */
export const COMPANY_CLUSTER = new ClusterProfile({
  name: 'company',
  cni: Cni.CALICO,
  podCidrs: ['10.244.0.0/16'],
  metricsScraper: Peer.namespace('monitoring'),
  // Who may do what is written on the namespaces; the platform team makes them.
  namespaceLabels: { orders: { tier: 'web', egress: 'yes' }, ledger: { tier: 'db' } },
});

/**
 * What no team of the company may change. The platform team renders it; each app makes it with `appliedBy`, and has its
 * connections held against it.
 */
export class CompanyGuardrails extends ClusterGuardrail {
  constructor(scope: Construct, id = 'company', props: ClusterGuardrailProps = {}) {
    super(scope, id, { priority: 20, ...props });
    this.acceptDns();
    this.denyTo(Peer.cloudMetadata(), { reason: 'credentials of nodes are not for pods' });
    this.acceptFrom(Peer.namespace('monitoring'), { ports: [Port.tcp(9090)], reason: 'monitoring scrapes every pod' });
    this.denyFrom(Peer.allPods(), { ports: [Port.tcp(9090)], reason: 'metrics are for monitoring alone' });
    this.pods(Peer.namespacesLabelled({ tier: 'db' })).denyFrom(Peer.allPods(), {
      except: [
        Peer.namespace('ledger'),
        Peer.pods({ namespace: 'orders', labels: { 'app.kubernetes.io/name': 'api' } }),
      ],
      reason: 'the ledger is for the API of orders',
    });
    this.pods(Peer.allPods(), { except: [Peer.namespacesLabelled({ egress: 'yes' })] }).denyTo(Peer.internet(), {
      ports: [Port.HTTP, Port.HTTPS],
      reason: 'the web is for namespaces labelled egress=yes',
    });
  }
}
