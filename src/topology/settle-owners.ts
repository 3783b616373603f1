import { MeshMembership, Selector, Workload } from './model';
import { guessMaker, OwnedWorkload, Owner, ownerId } from './owners';
import { uniteSiblings } from './unite-siblings';

/** The workloads that stand for all pods, and the objects whose owners stand for them. */
export interface Settled {
  readonly workloads: readonly Workload[];
  readonly leftOut: readonly Workload[];
  /** The ids of all owners that something names. */
  readonly owners: ReadonlySet<string>;
}

/**
 * Leaves out what an owner in the input stands for. What is left of one owner that is not there stands as one workload in its
 * name, if no selector of the input can tell its pods apart.
 *
 * @param links the owners of objects of other kinds, by their ids
 * @param selectorKeys the labels that selectors of pods ask for
 */
export function settleOwners(
  read: readonly OwnedWorkload[],
  links: ReadonlyMap<string, Owner | undefined>,
  selectorKeys: ReadonlySet<string>,
): Settled {
  const { known, without } = withTemplates(read);
  const settlement = new Settlement(known, links);
  const leftOut: Workload[] = [];
  const standing: Workload[] = [];
  const orphans = new Map<string, { readonly owner: Owner; readonly members: OwnedWorkload[] }>();
  const addresses = new Map<string, string[]>();
  const meshes = new Map<string, MeshMembership>();
  for (const one of known) {
    const { workload } = one;
    const speaker = settlement.speakerOf(one);
    if (speaker === undefined) {
      standing.push(workload);
    } else if (settlement.isThere(speaker.id)) {
      leftOut.push(workload);
      addresses.set(speaker.id, [...(addresses.get(speaker.id) ?? []), ...workload.addresses]);
      if (workload.mesh !== undefined && workload.kind === 'Pod') {
        const before = meshes.get(speaker.id) ?? workload.mesh;
        meshes.set(speaker.id, before === workload.mesh ? before : 'unknown');
      }
    } else {
      const siblings = orphans.get(speaker.id);
      if (siblings === undefined) orphans.set(speaker.id, { owner: speaker.owner, members: [one] });
      else siblings.members.push(one);
    }
  }
  const united = [...orphans].flatMap(([id, { owner, members }]) => {
    const active = members.some(({ isRetired }) => !isRetired)
      ? members.filter(({ isRetired }) => !isRetired)
      : members;
    leftOut.push(...members.filter((one) => !active.includes(one)).map(({ workload }) => workload));
    return uniteSiblings(
      id,
      owner,
      active.map(({ workload }) => withAddresses(workload, addresses.get(workload.id))),
      selectorKeys,
    );
  });
  leftOut.push(...without.map(({ workload }) => workload));
  const owned = read.filter(({ owner }) => owner !== undefined);
  const owners = new Set(owned.flatMap(({ workload, owner }) => [...ancestors(workload.namespace, owner, links)]));
  return {
    workloads: [
      ...standing.map((one) => withMesh(withAddresses(one, addresses.get(one.id)), meshes.get(one.id))),
      ...united,
    ],
    leftOut,
    owners,
  };
}

/** The owner and the owners above it, as far as objects of other kinds lead. */
function ancestors(
  namespace: string,
  owner: Owner | undefined,
  links: ReadonlyMap<string, Owner | undefined>,
): ReadonlySet<string> {
  const ids = new Set<string>();
  for (let next = owner; next !== undefined && !ids.has(ownerId(namespace, next));) {
    const id = ownerId(namespace, next);
    ids.add(id);
    next = links.get(id);
  }
  return ids;
}

/** What takes its template from a workload that the input does not have is left out: nobody knows what its pods are. */
function withTemplates(read: readonly OwnedWorkload[]): {
  readonly known: readonly OwnedWorkload[];
  readonly without: readonly OwnedWorkload[];
} {
  const ids = new Set(read.map(({ workload }) => workload.id));
  const lacks = ({ workload, templateOf }: OwnedWorkload): boolean =>
    templateOf !== undefined && !ids.has(ownerId(workload.namespace, templateOf));
  const without = read.filter(lacks);
  for (const { root, workload } of without) {
    const what = `${workload.id} has the pod template of a workload that the input does not have`;
    root.get('spec').get('workloadRef').warn(`spec.workloadRef: ${what}, and is left out. Fix: add that workload`);
  }
  return { known: without.length === 0 ? read : read.filter((one) => !lacks(one)), without };
}

function withAddresses(workload: Workload, more: readonly string[] | undefined): Workload {
  if (more === undefined || more.length === 0) return workload;
  return { ...workload, addresses: [...new Set([...workload.addresses, ...more])].sort() };
}

/** The proxies of meshes are in the pods that run, and not in the template of their owner. */
function withMesh(workload: Workload, mesh: MeshMembership | undefined): Workload {
  return mesh === undefined || mesh === workload.mesh ? workload : { ...workload, mesh };
}

/** Who stands for an object. */
interface Speaker {
  readonly id: string;
  readonly owner: Owner;
}

class Settlement {
  private readonly byId: ReadonlyMap<string, OwnedWorkload>;

  constructor(
    read: readonly OwnedWorkload[],
    private readonly links: ReadonlyMap<string, Owner | undefined>,
  ) {
    this.byId = new Map(read.map((one) => [one.workload.id, one]));
  }

  public isThere(id: string): boolean {
    return this.byId.has(id);
  }

  /**
   * The last one of the chain of owners that is there, or the first one that is not, if none is. Undefined: the object speaks for
   * itself.
   */
  public speakerOf(one: OwnedWorkload): Speaker | undefined {
    const seen = new Set<string>();
    let last: Speaker | undefined;
    for (let next = this.nextOf(one); next !== undefined;) {
      if (seen.has(next.id)) return undefined;
      seen.add(next.id);
      const above = this.byId.get(next.id);
      if (above === undefined) return last ?? next;
      last = next;
      next = this.nextOf(above);
    }
    return last;
  }

  private nextOf({ workload, owner, templateOf }: OwnedWorkload): Speaker | undefined {
    const { namespace, kind } = workload;
    if (templateOf !== undefined) return { id: ownerId(namespace, templateOf), owner: templateOf };
    if (owner === undefined) return undefined;
    const known = this.climb(namespace, owner);
    const id = ownerId(namespace, known);
    const isMade = known.podKind !== undefined && (kind === 'Pod' || known.podKind.makes.includes(kind));
    if (this.isThere(id)) return isMade ? { id, owner: known } : undefined;
    if (kind !== 'Pod') return isMade ? { id, owner: known } : undefined;
    return this.guessed(workload, owner) ?? { id: ownerId(namespace, owner), owner };
  }

  /** Over objects of other kinds to a workload; the owner itself, if there is none above. */
  private climb(namespace: string, owner: Owner): Owner {
    const seen = new Set<string>();
    for (let next: Owner | undefined = owner; next !== undefined;) {
      const id = ownerId(namespace, next);
      if (this.isThere(id)) return next;
      if (seen.has(id)) break;
      seen.add(id);
      next = this.links.get(id);
    }
    return owner;
  }

  private guessed({ namespace, labels }: Workload, owner: Owner): Speaker | undefined {
    const guess = guessMaker(owner, labels);
    if (guess === undefined) return undefined;
    const id = ownerId(namespace, guess.owner);
    const there = this.byId.get(id)?.workload;
    if (there === undefined) return guess.isSure ? { id, owner: guess.owner } : undefined;
    return there.selector === undefined || matchesLabels(there.selector, labels)
      ? { id, owner: guess.owner }
      : undefined;
  }
}

/** Whether labels have what the requirements of a selector for single values ask for. */
function matchesLabels({ requirements }: Selector, labels: Readonly<Record<string, string>>): boolean {
  return requirements.every(
    ({ key, operator, values }) => operator !== 'In' || (Object.hasOwn(labels, key) && values.includes(labels[key])),
  );
}
