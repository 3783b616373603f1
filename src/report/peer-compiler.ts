import { toPolicyPorts } from './port-sets';
import { RenderedPeers } from '../network/peer-parts';
import { Port } from '../network/port';
import { Cluster, CompiledRule, RuleCompiler } from '../reachability/cluster';
import { canonical } from '../support/canonical';
import { Field } from '../topology/manifest';
import { Policy, PolicyPeer, PolicyRule, Problem } from '../topology/model';
import { parsePolicy } from '../topology/policies/network-policy';

/** Looks declared peers up as the engine looks up the peers of policies; equal ones of a namespace once. */
export class PeerCompiler {
  private readonly compiler: RuleCompiler;
  /** By namespace, and by peers and ports in words. */
  private readonly rules = new Map<string, Map<string, CompiledRule>>();
  /** Lists have a text once: the DNS of a profile is the same for all its workloads. */
  private readonly peerKeys = new Map<RenderedPeers, string>();
  private readonly portKeys = new Map<readonly Port[], string>();

  constructor(
    private readonly cluster: Cluster,
    podCidrs: readonly string[] | undefined,
  ) {
    this.compiler = new RuleCompiler(cluster.topology, cluster.pods, { podCidrs });
  }

  /** A rule for these peers and ports, in a policy beside the pods of that workload. */
  public compile(position: number, peers: RenderedPeers, ports: readonly Port[]): CompiledRule {
    return this.compileIn(this.cluster.workloads[position].namespace, peers, ports);
  }

  /** A rule for these peers and ports, in a policy of that namespace. */
  public compileIn(namespace: string, peers: RenderedPeers, ports: readonly Port[]): CompiledRule {
    const key = this.keyOf(peers, ports);
    let ofNamespace = this.rules.get(namespace);
    if (ofNamespace === undefined) this.rules.set(namespace, (ofNamespace = new Map<string, CompiledRule>()));
    const known = ofNamespace.get(key);
    if (known !== undefined) return known;
    const declared = { peers: parsePeers(peers, namespace), ports: toPolicyPorts(ports) };
    const rule = this.compiler.compile(declaredPolicy(namespace, declared), declared, 0);
    ofNamespace.set(key, rule);
    return rule;
  }

  private keyOf(peers: RenderedPeers, ports: readonly Port[]): string {
    let peerKey = this.peerKeys.get(peers);
    if (peerKey === undefined) this.peerKeys.set(peers, (peerKey = canonical(peers ?? 'everybody')));
    let portKey = this.portKeys.get(ports);
    if (portKey === undefined) this.portKeys.set(ports, (portKey = ports.join(',')));
    return `${portKey} ${peerKey}`;
  }
}

/** What stands where the engine wants a policy: declared peers count for either direction. */
export function declaredPolicy(namespace: string, rule?: PolicyRule): Policy {
  const origin = { source: 'declarations', document: 1 };
  const rules = rule === undefined ? {} : { ingress: [rule], egress: [rule] };
  return { id: 'declared', namespace, name: 'declared', podSelector: { requirements: [] }, rules, origin };
}

/** Peers as the API server would read them. */
function parsePeers(peers: RenderedPeers, namespace: string): readonly PolicyPeer[] | undefined {
  if (peers === undefined) return undefined;
  const object = { spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: peers }] } };
  const problems: Problem[] = [];
  const origin = { source: 'declarations', document: 1 };
  const policy = parsePolicy(Field.root({ object, origin }, problems), 'declared', namespace, 'declared', origin);
  if (problems.length > 0) throw new Error(`declared peers: ${problems.map(({ message }) => message).join('; ')}`);
  return policy.rules.ingress?.[0].peers;
}
