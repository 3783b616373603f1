import { PodSet } from './pod-index';
import { Side } from './side';
import { Workload } from '../topology/model';

/** Workloads in classes: those of one class are alike in something. */
export class Classes {
  /** Classes of the same key. */
  public static byKey(keys: readonly string[]): Classes {
    const known = new Map<string, number>();
    return new Classes(
      keys.map((key) => {
        const found = known.get(key) ?? known.size;
        known.set(key, found);
        return found;
      }),
    );
  }

  public readonly count: number;
  private readonly sizes: readonly number[];

  private constructor(private readonly classes: readonly number[]) {
    const sizes: number[] = [];
    for (const each of classes) sizes[each] = (sizes[each] ?? 0) + 1;
    this.sizes = sizes;
    this.count = sizes.length;
  }

  /** The number of a workload's class. */
  public of(position: number): number {
    return this.classes[position];
  }

  /** Whether the class has one workload alone. */
  public isSingle(position: number): boolean {
    return this.sizes[this.classes[position]] === 1;
  }

  /** The same, apart by what some sets say. */
  public apart(sets: Iterable<ReadonlySetOfPods>): Classes {
    let next = this.count;
    const classes = [...this.classes];
    const split = (positions: Iterable<number>): void => {
      const successors = new Map<number, number>();
      for (const position of positions) {
        const old = classes[position];
        let successor = successors.get(old);
        if (successor === undefined) successors.set(old, (successor = next++));
        classes[position] = successor;
      }
    };
    for (const { members, partial } of sets) {
      split(members);
      split(partial.keys());
    }
    return Classes.byKey(classes.map(String));
  }
}

type ReadonlySetOfPods = Pick<PodSet, 'members' | 'partial'>;

/** Workloads that no rule of the sides can tell apart as a peer. */
export function peerClasses(workloads: readonly Workload[], sides: Iterable<Side>): Classes {
  const sets = new Set<PodSet>();
  const bundles = new Set<object>();
  for (const side of sides) {
    for (const bundle of [...side.bundles, ...side.partial]) {
      if (bundles.has(bundle)) continue;
      bundles.add(bundle);
      for (const { pods } of bundle.rules) sets.add(pods);
    }
  }
  const keys = workloads.map(({ addresses, hostNetwork }) => `${hostNetwork} ${addresses.join()}`);
  return Classes.byKey(keys).apart(sets);
}

/** Workloads in which names of ports stand for the same ones. */
export function portClasses(workloads: readonly Workload[]): Classes {
  return Classes.byKey(
    workloads.map(({ namedPorts }) =>
      namedPorts.length === 0
        ? ''
        : JSON.stringify(namedPorts.map(({ name, protocol, port }) => [name, protocol, port])),
    ),
  );
}
