import { Doubt, saidBy } from './doubt';
import { PodIndex } from './pod-index';
import { PodSet } from './pod-set';
import { mayMatchNamespace } from './selector';
import { Side } from './side';
import { Direction, Namespace, Topology, UnjudgedPolicy } from '../topology/model';

/** Adds to the sides of all workloads the policies that are not judged and may select them. */
export function addDoubts(
  { unjudged, namespaces }: Topology,
  pods: PodIndex,
  sides: Readonly<Record<Direction, Side[]>>,
): void {
  const found = { ingress: new Map<number, number[]>(), egress: new Map<number, number[]>() };
  unjudged.forEach((policy, index) => {
    const selected = selectedBy(policy, pods, namespaces);
    for (const direction of policy.directions) {
      const lists = found[direction];
      for (const position of selected) {
        const list = lists.get(position);
        if (list === undefined) lists.set(position, [index]);
        else list.push(index);
      }
    }
  });
  const doubts = new Doubts(unjudged);
  for (const direction of ['ingress', 'egress'] as const) {
    for (const [position, list] of found[direction]) {
      sides[direction][position] = doubts.addTo(sides[direction][position], list);
    }
  }
}

function selectedBy(
  { namespace, namespaceSelector, podSelector }: UnjudgedPolicy,
  pods: PodIndex,
  namespaces: readonly Namespace[],
): readonly number[] {
  // Pods on the host network are what their node is.
  if (podSelector === undefined) return pods.onHostNetwork();
  if (namespace !== undefined) return anyOf(pods.inNamespace(namespace, podSelector));
  return namespaces
    .filter((one) => namespaceSelector === undefined || mayMatchNamespace(namespaceSelector, one))
    .flatMap(({ name }) => anyOf(pods.inNamespace(name, podSelector)));
}

/** What may decide about some pods of a workload leaves open what it says about the workload. */
function anyOf({ members, partial }: PodSet): readonly number[] {
  return partial.size === 0 ? members : [...members, ...partial.keys()];
}

/** Sides that the same policies select share one doubt: of two sides it is then quickly known that they are alike. */
class Doubts {
  private readonly known = new Map<string, Doubt>();
  private readonly sides = new Map<Side, Map<string, Side>>();

  constructor(private readonly unjudged: readonly UnjudgedPolicy[]) {}

  public addTo(side: Side, indices: readonly number[]): Side {
    let byPolicies = this.sides.get(side);
    if (byPolicies === undefined) this.sides.set(side, (byPolicies = new Map<string, Side>()));
    const key = indices.join();
    let found = byPolicies.get(key);
    if (found === undefined) {
      const doubt = this.doubtOf(indices, key);
      byPolicies.set(key, (found = { ...side, unjudgedBy: doubt.anything, doubt }));
    }
    return found;
  }

  private doubtOf(indices: readonly number[], key: string): Doubt {
    let doubt = this.known.get(key);
    if (doubt === undefined) {
      const anything = indices.map((index) => this.unjudged[index]);
      this.known.set(key, (doubt = { anything, said: saidBy(anything) }));
    }
    return doubt;
  }
}
