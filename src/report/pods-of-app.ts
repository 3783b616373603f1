import { IConstruct } from 'constructs';
import { idOf, RenderedObject } from './rendered-cluster';
import { isForeign, Member } from '../network/declarations';
import { namespaceOf } from '../network/namespace';
import { Cluster } from '../reachability/cluster';
import { podKindOf } from '../topology/pod-templates';

/**
 * Which rendered workloads are whose, by the objects that constructs render: whatever a patch made of their names,
 * namespaces and labels.
 */
export class PodsOfApp {
  /** For each construct, the workloads that it and everything below it renders. */
  private readonly below = new Map<IConstruct, number[]>();
  private readonly byMember = new Map<Member, readonly number[]>();
  private readonly owners: IConstruct[] = [];
  private spokenFor?: ReadonlySet<number>;

  constructor(
    private readonly cluster: Cluster,
    objects: readonly RenderedObject[],
    private readonly members: readonly Member[] = [],
  ) {
    for (const object of objects) {
      const { owner, kind, apiVersion } = object;
      const position = podKindOf(kind, apiVersion) !== undefined ? cluster.positions.get(idOf(object)) : undefined;
      if (position === undefined) continue;
      this.owners[position] = owner;
      for (let scope: IConstruct | undefined = owner; scope !== undefined; scope = scope.node.scope) {
        const positions = this.below.get(scope);
        if (positions === undefined) this.below.set(scope, [position]);
        else positions.push(position);
      }
    }
  }

  /** The construct that renders a workload. */
  public ownerOf(position: number): IConstruct {
    return this.owners[position];
  }

  /** One of the constructs that render a workload; all of them are for one cluster. */
  public get someOwner(): IConstruct | undefined {
    return this.owners.find((owner) => (owner as IConstruct | undefined) !== undefined);
  }

  /** The workloads that a construct and everything below it renders. */
  public within(construct: IConstruct): readonly number[] {
    return this.below.get(construct) ?? [];
  }

  /**
   * The workloads of a member: if its construct renders several, those that its labels select. Foreign pods are all of
   * their namespace that carry their labels and that no construct speaks for.
   */
  public of(member: Member): readonly number[] {
    let positions = this.byMember.get(member);
    if (positions === undefined) {
      const all = isForeign(member) ? this.foreignBeside(member) : this.within(member.owner);
      const isOnly = all.length === 1 && !isForeign(member);
      positions = isOnly ? all : all.filter((position) => this.carries(position, member.podLabels));
      this.byMember.set(member, positions);
    }
    return positions;
  }

  /** Whose connections those of a workload are. */
  public speakersOf(position: number): Member[] {
    return this.members.filter((member) => this.of(member).includes(position));
  }

  /** Whether any workload of its namespace carries the labels of a member. */
  public isCarried(member: Member): boolean {
    return this.inNamespaceOf(member).some((position) => this.carries(position, member.podLabels));
  }

  /** The workloads of a member's namespace that no construct speaks for as its own. */
  private foreignBeside(member: Member): number[] {
    this.spokenFor ??= new Set(this.members.filter((other) => !isForeign(other)).flatMap((other) => this.of(other)));
    return this.inNamespaceOf(member).filter((position) => !this.spokenFor!.has(position));
  }

  private inNamespaceOf({ owner }: Member): number[] {
    const namespace = namespaceOf(owner) ?? 'default';
    return this.cluster.workloads.flatMap((workload, position) => (workload.namespace === namespace ? [position] : []));
  }

  private carries(position: number, podLabels: { readonly [key: string]: string }): boolean {
    const { labels } = this.cluster.workloads[position];
    return Object.entries(podLabels).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
  }
}
