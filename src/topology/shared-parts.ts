import { HostPort, NamedPort, PolicyPeer, PolicyPort, Requirement, Selector, ServicePort, Workload } from './model';
import { SharedLists } from './shared-lists';

/** So many peers with one selector of pods are compared; beyond that, equal ones may be kept twice. */
const COMPARED = 8;

/**
 * Parts of a model that are alike are kept once: thousands of policies name the same few selectors, peers and ports. What is
 * known is legal as well, and need not be checked again.
 */
export class SharedParts {
  public readonly policyPorts = new SharedLists<PolicyPort>(textOfPolicyPort);
  public readonly servicePorts = new SharedLists<ServicePort>(textOfServicePort);
  public readonly namedPorts = new SharedLists<NamedPort>(({ name, protocol, port }) => `${protocol}/${port}/${name}`);
  public readonly declaredPorts = new SharedLists<Workload['declaredPorts'][number]>(
    ({ protocol, port }) => `${protocol}/${port}`,
  );
  public readonly hostPorts = new SharedLists<HostPort>(
    ({ protocol, port, hostPort }) => `${protocol}/${port}/${hostPort}`,
  );

  private readonly byLabel = new Map<string, Map<string, Selector>>();
  private readonly byText = new Map<string, Selector>();
  private readonly peers = new Map<Selector, Extract<PolicyPeer, { readonly kind: 'pods' }>[]>();

  /** The selector for one label, if there was such a one before. */
  public knownSelector(key: string, value: string): Selector | undefined {
    return this.byLabel.get(key)?.get(value);
  }

  /** The selector for one label, which is legal. */
  public keepSelector(key: string, value: string, selector: Selector): Selector {
    let values = this.byLabel.get(key);
    if (values === undefined) this.byLabel.set(key, (values = new Map<string, Selector>()));
    values.set(value, selector);
    return selector;
  }

  /** A selector with any requirements. */
  public selector(requirements: readonly Requirement[]): Selector {
    const text = JSON.stringify(requirements);
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const selector = { requirements };
    this.byText.set(text, selector);
    return selector;
  }

  /** A peer that is pods. */
  public peer(namespaceSelector: Selector | undefined, podSelector: Selector): PolicyPeer {
    let peers = this.peers.get(podSelector);
    if (peers === undefined) this.peers.set(podSelector, (peers = []));
    for (const peer of peers) if (peer.namespaceSelector === namespaceSelector) return peer;
    const peer = { kind: 'pods' as const, namespaceSelector, podSelector };
    if (peers.length < COMPARED) peers.push(peer);
    return peer;
  }
}

function textOfPolicyPort(port: PolicyPort): string {
  if (port.kind === 'range') return `${port.protocol}/${port.first}-${port.last}`;
  return port.kind === 'named' ? `${port.protocol}/${port.name}` : port.protocol;
}

function textOfServicePort({ name, protocol, port, targetPort, nodePort }: ServicePort): string {
  // Nobody has checked the name: in quotes, it cannot be taken for anything else.
  const quoted = name === undefined ? '' : JSON.stringify(name);
  return `${protocol}/${port}/${targetPort}/${nodePort ?? ''}/${quoted}`;
}
