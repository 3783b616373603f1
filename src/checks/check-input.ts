import { CheckContext } from './check-context';
import { CheckedObject, checkedObjects } from './checked-object';
import { CheckedPods, containersOf, podTemplateOf } from './checked-pods';
import { Analysis } from '../reachability/analysis';
import { Manifest } from '../topology/manifest';

/** What rules look at: the objects as they were written, and what the engine makes of them. */
export class CheckInput {
  /** Every object of the input, in its order. */
  public readonly objects: readonly CheckedObject[];
  private readonly byId = new Map<string, CheckedObject>();
  private readonly byKind = new Map<string, CheckedObject[]>();
  private foundPods: readonly CheckedPods[] | undefined;
  private readonly remembered = new Map<unknown, unknown>();

  /**
   * @param analysis of the same manifests
   * @param manifests all of them, those included that do not matter to reachability
   */
  constructor(
    public readonly analysis: Analysis,
    manifests: readonly Manifest[],
    public readonly context: CheckContext = {},
  ) {
    this.objects = checkedObjects(manifests, context.defaultNamespace);
    for (const object of this.objects) {
      const key = `${object.kind}.${object.group}`;
      const alike = this.byKind.get(key);
      if (alike === undefined) this.byKind.set(key, [object]);
      else alike.push(object);
      if (!this.byId.has(object.id)) this.byId.set(object.id, object);
    }
  }

  /** The object with an id of the engine, such as that of a workload, a policy or a Service. */
  public object(id: string): CheckedObject | undefined {
    return this.byId.get(id);
  }

  /** All objects of a kind; the group is empty for the core. */
  public ofKind(kind: string, group: string): readonly CheckedObject[] {
    return this.byKind.get(`${kind}.${group}`) ?? [];
  }

  /** All that runs pods, but for what controllers of the input made. */
  public get pods(): readonly CheckedPods[] {
    return (this.foundPods ??= this.findPods());
  }

  /** What several rules need, made when the first one asks for it. */
  public once<T>(make: (input: CheckInput) => T): T {
    if (!this.remembered.has(make)) this.remembered.set(make, make(this));
    return this.remembered.get(make) as T;
  }

  private findPods(): CheckedPods[] {
    const { workloads, positions } = this.analysis.cluster;
    return this.objects.flatMap((object) => {
      const position = positions.get(object.id);
      const template = position === undefined ? undefined : podTemplateOf(object);
      if (position === undefined || template === undefined) return [];
      const spec = template.get('spec');
      const containers = containersOf(spec);
      return [
        { object, workload: workloads[position], position, metadata: template.get('metadata'), spec, containers },
      ];
    });
  }
}
