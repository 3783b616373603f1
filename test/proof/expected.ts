import { Declared, Pair, PeerOf, Places } from './declared';
import { End, NaiveCluster, Workload } from './naive';
import { idOf } from './objects';
import { ADDRESSES, endsOutside, PORT_NUMBERS } from './outside';
import { AppPlan, isIsolated, Step } from './plan';

/** Why synth must fail. */
export interface Difference {
  readonly kind: 'closed' | 'missing' | 'open' | 'portless' | 'strangers' | 'twice' | 'unguarded';
  readonly what: string;
}

/** Where what a YAML opens differs from what was declared and accepted in its app; nothing where synth must pass. */
export function differences(plan: AppPlan, steps: readonly Step[], yaml: string, places: Places): Difference[] {
  const cluster = new NaiveCluster(yaml, { addresses: ADDRESSES, podCidrs: plan.podCidrs, ports: PORT_NUMBERS });
  const twice = duplicates(cluster);
  // Two objects of one name are one for the cluster, and nobody knows which.
  if (twice.length > 0) return twice.map((id) => ({ kind: 'twice', what: `twice: ${id}` }));
  return [...new Comparison(plan, cluster, new Declared(plan, steps, cluster, places), places).all()];
}

function duplicates({ objects }: NaiveCluster): string[] {
  const ids = objects.map((object) => `${object.apiVersion} ${idOf(object)}`);
  return ids.filter((id, i) => ids.indexOf(id) !== i);
}

/** Where what is open differs from what was declared. */
class Comparison {
  private readonly outside: readonly End[];

  constructor(
    private readonly plan: AppPlan,
    private readonly cluster: NaiveCluster,
    private readonly declared: Declared,
    private readonly places: Places,
  ) {
    this.outside = endsOutside(plan, cluster);
  }

  public *all(): Generator<Difference> {
    for (const name of this.declared.missing) yield { kind: 'missing', what: `missing: ${name}` };
    for (const pair of this.declared.pairs) yield* this.closedPair(pair);
    for (const peer of this.declared.peers) yield* this.closedPeer(peer);
    for (const i of this.plan.workloads.keys()) {
      yield* this.openOutside(i);
      yield* this.strangers(i);
    }
    for (const source of this.cluster.workloads) {
      for (const destination of this.cluster.workloads) yield* this.openPair(source, destination);
    }
  }

  private *closedPair({ source, destination, ports, isPortless, by }: Pair): Generator<Difference> {
    if (by === 'acceptance') return;
    if (isPortless) yield { kind: 'portless', what: `portless: ${source.id} → ${destination.id}` };
    const closed = ports.subtract(this.cluster.between(source, destination).maybe);
    if (!closed.isEmpty) {
      yield { kind: 'closed', what: `closed: ${source.id} → ${destination.id} on ${closed.toString()}` };
    }
  }

  private *closedPeer(peer: PeerOf): Generator<Difference> {
    const { own, direction, word, rule, isPortless, by } = peer;
    if (by === 'acceptance') return;
    if (isPortless) yield { kind: 'portless', what: `portless: ${direction} of ${own.id}` };
    for (const end of own.hostNetwork ? [] : this.outside) {
      const wanted = this.cluster.opened([rule], own, direction, end).surely;
      if (wanted.isEmpty) continue;
      const closed = wanted.subtract(this.cluster.side(own, direction, end).maybe);
      if (!closed.isEmpty) {
        yield { kind: 'closed', what: `closed: ${direction} of ${own.id}, ${show(end)} on ${closed.toString()}` };
      }
    }
    if (word.meant === 'none') return;
    const selected = this.cluster.workloads.filter((other) => other !== own && this.cluster.names(rule, other));
    const closed = selected.filter((other) => !this.isOpenTo(peer, other));
    // Labels name pods that are all meant, a namespace is a permission that some of its pods use.
    if (word.meant === 'some' && closed.length < selected.length) return;
    for (const other of closed) {
      yield { kind: 'closed', what: `closed: ${direction} of ${own.id}, ${other.id} by a peer` };
    }
  }

  private isOpenTo({ own, direction, rule }: PeerOf, other: Workload): boolean {
    const [source, destination] = direction === 'egress' ? [own, other] : [other, own];
    const wanted = this.cluster.ports.opened(rule.ports, destination);
    return !wanted.isEmpty && wanted.subtract(this.cluster.between(source, destination).maybe).isEmpty;
  }

  private *openOutside(i: number): Generator<Difference> {
    const own = this.declared.podsOf(i);
    if (own === undefined || !isIsolated(this.plan.workloads[i]) || own.hostNetwork) return;
    for (const direction of ['ingress', 'egress'] as const) {
      if (!this.cluster.isIsolated(own, direction)) {
        yield { kind: 'unguarded', what: `unguarded: ${direction} of ${own.id}` };
        continue;
      }
      for (const end of this.outside) {
        const { surely } = this.cluster.side(own, direction, end);
        if (surely.isEmpty) continue;
        const open = surely.subtract(this.declared.coveredOutside(own, direction, end));
        if (!open.isEmpty) {
          yield { kind: 'open', what: `open: ${direction} of ${own.id}, ${show(end)} on ${open.toString()}` };
        }
      }
    }
  }

  private *openPair(source: Workload, destination: Workload): Generator<Difference> {
    if (!this.declared.isGuarded(source) && !this.declared.isGuarded(destination)) return;
    if (source === destination && source.kind === 'Pod') return;
    const { surely } = this.cluster.between(source, destination);
    if (surely.isEmpty) return;
    const open = surely.subtract(this.declared.coveredBetween(source, destination));
    if (!open.isEmpty) yield { kind: 'open', what: `open: ${source.id} → ${destination.id} on ${open.toString()}` };
  }

  /** Its own policy and Service must select its own pods alone. */
  private *strangers(i: number): Generator<Difference> {
    const own = this.declared.podsOf(i);
    const policy = this.cluster.find(this.places.policyOf(i));
    const service = this.cluster.find(this.places.serviceOf(i));
    const selectors = [{ object: policy, selector: policy?.spec.podSelector }];
    const labels = service?.spec.selector ?? {};
    // A Service without selector has no pods.
    if (Object.keys(labels).length > 0) selectors.push({ object: service, selector: { matchLabels: labels } });
    for (const { object, selector } of selectors) {
      if (object === undefined) continue;
      const others = this.cluster.selected(object.metadata.namespace, selector).filter((pods) => pods !== own);
      if (others.length > 0) {
        yield {
          kind: 'strangers',
          what: `strangers: ${idOf(object)} selects ${others.map(({ id }) => id).join(', ')}`,
        };
      }
    }
  }
}

function show(end: End): string {
  if ('address' in end) return end.address;
  const { namespaceLabels, labels } = end.pod;
  return `pod ${JSON.stringify(labels)} in ${JSON.stringify(namespaceLabels)}`;
}
