import { ClusterGuardrail, ClusterGuardrailProps, Peer, Port } from 'cdk8s-service-patterns';
import { Construct } from 'constructs';
import { METRICS_PORT, MONITORING } from './acme-cluster';

/**
 * What no team may change. The platform team applies it to the cluster; each chart of a team has it with `appliedBy`, so
 * that its connections are held against it and nothing of it is rendered.
 */
export class AcmeGuardrails extends ClusterGuardrail {
  constructor(scope: Construct, id: string, props: ClusterGuardrailProps = {}) {
    super(scope, id, { priority: 20, ...props });
    this.acceptDns();
    this.denyTo(Peer.cloudMetadata(), { reason: 'credentials of nodes are not for pods' });
    this.denyFrom(Peer.allPods(), {
      ports: [Port.tcp(METRICS_PORT)],
      except: [Peer.namespace(MONITORING)],
      reason: 'metrics are for monitoring alone',
    });
  }
}
