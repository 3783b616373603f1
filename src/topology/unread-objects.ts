import { Deployer, deployerOf, describeDeployed } from './deployers';
import { heldKind } from './held-objects';
import { withoutHidden } from './hidden-values';
import { nameOf } from './identify';
import { Field, Manifest } from './manifest';
import { Problem } from './model';
import { Owner, ownerOf } from './owners';
import { hasPodTemplate } from './pod-template-search';
import { groupOf, kindInIds } from './pod-templates';
import { isApiVersion, kindMeant } from './read-kinds';

/** Kinds of Kubernetes with a pod template that no pods are made of. */
const MAKES_NO_PODS: readonly string[] = ['PodTemplate', 'ControllerRevision', 'ConfigMap', 'Secret'];

/** What the API server and kubectl answer in place of objects. */
const ANSWERS: { readonly [kind: string]: { readonly groups: readonly string[]; readonly message: string } } = {
  Status: {
    groups: [''],
    message: 'got the answer of an API server (Status) that has no objects; allowed: objects of Kubernetes',
  },
  Table: {
    groups: ['meta.k8s.io'],
    message: 'got a table for people, whose objects are not read. Fix: ask for them with --output json',
  },
};

/** Others may wrap objects for another cluster, or for later. */
function warnOfHeldObjects(root: Field, type: string, id: string): void {
  const held = heldKind(root.value as object);
  if (held === undefined) return;
  const who = id.endsWith('/') ? 'it' : id;
  root.warn(`kind ${type} is not read, and neither are the objects in it: ${who} has a ${held}`);
}

interface Found {
  readonly id: string;
  readonly root: Field;
}

/** Objects of kinds that are not read: they are counted, and what may be missing with them is said. */
export class UnreadObjects {
  /** Their owners, by their ids. */
  public readonly owners = new Map<string, Owner | undefined>();
  private readonly counts = new Map<string, number>();
  private readonly withPods = new Map<string, Found[]>();
  private readonly deployers = new Map<Deployer, Found[]>();

  /** Takes one in; whatever is wrong with it is a warning, because no answer depends on it. */
  public add(manifest: Manifest, kind: string, defaultNamespace: string, warnings: Problem[]): void {
    this.count(kind);
    const found: Problem[] = [];
    const root = Field.root(manifest, found, warnings);
    if (!/^[A-Za-z0-9]+$/.test(kind)) root.get('kind').problem('letters and digits');
    const apiVersion = root.get('apiVersion').requiredText() ?? '';
    if (apiVersion !== '' && !isApiVersion(apiVersion)) root.get('apiVersion').problem('"group/version"');
    const metadata = root.get('metadata');
    const name = nameOf(root, kind, apiVersion) ?? '';
    const namespace = metadata.get('namespace').namespaceOr(defaultNamespace) ?? defaultNamespace;
    metadata.get('labels').labels();
    const id = `${namespace}/${kindInIds(kind, apiVersion)}/${name}`;
    this.owners.set(id, ownerOf(root));
    const answer = Object.hasOwn(ANSWERS, kind) && ANSWERS[kind].groups.includes(groupOf(apiVersion));
    if (answer) return root.warn(ANSWERS[kind].message);
    for (const problem of withoutHidden(kind, found)) warnings.push(problem);
    const meant = kindMeant(kind, apiVersion);
    const deployer = deployerOf(kind, apiVersion);
    if (deployer !== undefined) {
      this.deployers.set(deployer, [...(this.deployers.get(deployer) ?? []), { id, root }]);
    } else if (meant !== undefined) {
      root.get('kind').unreadKind(apiVersion, meant);
    } else if (!MAKES_NO_PODS.includes(kind) && hasPodTemplate(root.value)) {
      const type = `${kind} (${apiVersion})`;
      this.withPods.set(type, [...(this.withPods.get(type) ?? []), { id, root }]);
    } else {
      warnOfHeldObjects(root, `${kind} (${apiVersion})`, id);
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

  /** Names the kinds by which others are deployed, which are written somewhere else. */
  public warnOfDeployers(): void {
    for (const [deployer, objects] of this.deployers) {
      objects[0].root.warn(
        describeDeployed(
          deployer,
          objects.map(({ id }) => id),
        ),
      );
    }
  }
}
