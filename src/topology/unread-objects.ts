import { Field } from './manifest';
import { Owner, ownerOf } from './owners';
import { hasPodTemplate } from './pod-template-search';
import { kindInIds } from './pod-templates';
import { kindMeant } from './read-kinds';

/** Kinds of Kubernetes with a pod template that no pods are made of. */
const MAKES_NO_PODS: readonly string[] = ['PodTemplate', 'ControllerRevision', 'ConfigMap', 'Secret'];

/** Objects of kinds that are not read: they are counted, and what may be missing with them is said. */
export class UnreadObjects {
  /** Their owners, by their ids. */
  public readonly owners = new Map<string, Owner | undefined>();
  private readonly counts = new Map<string, number>();
  private readonly withPods = new Map<string, { readonly id: string; readonly root: Field }[]>();

  public add(root: Field, kind: string, apiVersion: string, defaultNamespace: string): void {
    this.count(kind);
    // Its own API says what is wrong with it.
    const object = Field.root({ object: root.value, origin: root.origin }, []);
    const metadata = object.get('metadata');
    const namespace = metadata.get('namespace').optionalText() ?? defaultNamespace;
    const id = `${namespace}/${kindInIds(kind, apiVersion)}/${metadata.get('name').text() ?? ''}`;
    this.owners.set(id, ownerOf(object));
    const meant = kindMeant(kind, apiVersion);
    if (meant !== undefined) {
      root.get('kind').unreadKind(apiVersion, meant);
    } else if (!MAKES_NO_PODS.includes(kind) && hasPodTemplate(root.value)) {
      const type = `${kind} (${apiVersion})`;
      this.withPods.set(type, [...(this.withPods.get(type) ?? []), { id, root }]);
    }
  }

  /** One more that is not read, or that another object stands for. */
  public count(kind: string): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  /** How many there are of each kind. */
  public get otherKinds(): Record<string, number> {
    return Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /**
   * Names the kinds whose pods are missing.
   *
   * @param owners the ids of all that own a workload of the input
   */
  public warnOfMissingPods(owners: ReadonlySet<string>): void {
    for (const [type, objects] of this.withPods) {
      const [first, ...others] = objects.filter(({ id }) => !owners.has(id));
      if (first === undefined) continue;
      const more = others.length === 0 ? '' : `, and so are those of ${others.length} more of this kind`;
      first.root.warn(`kind ${type} has a pod template and is not read: the pods of ${first.id} are missing${more}`);
    }
  }
}
