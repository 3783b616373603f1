import { IConstruct } from 'constructs';
import { asObject, idOf } from './rendered-cluster';
import { Member } from '../network/declarations';
import { Cluster } from '../reachability/cluster';
import { Manifest } from '../synth/inspection';
import { POD_TEMPLATES } from '../topology/parse-objects';

/**
 * Which rendered workloads are whose, by the objects that constructs render: whatever a patch made of their names,
 * namespaces and labels.
 */
export class PodsOfApp {
  private readonly byObject = new Map<IConstruct, number[]>();
  private readonly byMember = new Map<Member, readonly number[]>();
  private readonly owners: IConstruct[] = [];

  constructor(
    private readonly cluster: Cluster,
    objects: readonly Manifest[],
  ) {
    for (const { owner, content } of objects) {
      const object = asObject(content);
      const position = object && Object.hasOwn(POD_TEMPLATES, object.kind) && cluster.positions.get(idOf(object));
      if (typeof position !== 'number') continue;
      this.owners[position] = owner;
      this.byObject.set(owner, [...(this.byObject.get(owner) ?? []), position]);
    }
  }

  /** The construct that renders a workload. */
  public ownerOf(position: number): IConstruct {
    return this.owners[position];
  }

  /** The workloads that a construct and everything below it renders. */
  public within(construct: IConstruct): number[] {
    return construct.node.findAll().flatMap((child) => this.byObject.get(child) ?? []);
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
