import { Construct } from 'constructs';
import { CiliumOpening, renderClientPolicy } from './cilium-clients';
import { HttpRequest } from './mesh/http-request';
import { RenderedPeers } from './peer-parts';
import { addPolicyWhenNeeded, PolicyOwner } from './policy-beside';
import { Port } from './port';

/**
 * The requests that pods take, in a policy that Cilium alone understands. It is made when it is first needed, beside the network policy,
 * which must not open the same ports for the same clients: policies are united, and it would let through whatever they send.
 */
export class RequestPolicies {
  private readonly openings: CiliumOpening[] = [];

  constructor(
    private readonly scope: Construct,
    private readonly owner: PolicyOwner,
  ) {}

  /** Lets requests of pods in. */
  public open(peers: RenderedPeers, ports: readonly Port[], http: readonly HttpRequest[]): void {
    if (this.openings.length === 0) {
      const { podLabels, namespace } = this.owner;
      addPolicyWhenNeeded(this.scope, this.owner, {
        id: 'HttpPolicy',
        suffix: 'http',
        what: 'policy for HTTP requests',
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNetworkPolicy',
        render: () => renderClientPolicy({ podLabels, namespace, isAuthenticated: false }, this.openings),
      });
    }
    for (const pods of peers ?? []) this.openings.push({ pods, ports, http });
  }
}
