import { IConstruct } from 'constructs';
import { idOf, RenderedObject } from './rendered-cluster';
import { Member } from '../network/declarations';
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

  constructor(
    private readonly cluster: Cluster,
    objects: readonly RenderedObject[],
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

  /** The workloads that a construct and everything below it renders. */
  public within(construct: IConstruct): readonly number[] {
    return this.below.get(construct) ?? [];
  }

  /** The workloads of a member: if its construct renders several, those that its labels select. */
  public of(member: Member): readonly number[] {
    let positions = this.byMember.get(member);
    if (positions === undefined) {
      const all = this.within(member.owner);
      positions = all.length === 1 ? all : all.filter((position) => this.carries(position, member.podLabels));
      this.byMember.set(member, positions);
    }
    return positions;
  }

  private carries(position: number, podLabels: { readonly [key: string]: string }): boolean {
    const { labels } = this.cluster.workloads[position];
    return Object.entries(podLabels).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
  }
}
