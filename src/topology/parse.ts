import { checkFields } from './check-fields';
import { Identity } from './identity';
import { Field, FieldPath, Manifest } from './manifest';
import {
  EndpointSlice,
  Labels,
  Namespace,
  NAMESPACE_NAME_LABEL,
  Origin,
  Policy,
  Problem,
  Route,
  Service,
  Topology,
  UnjudgedPolicy,
  Workload,
} from './model';
import { OwnedWorkload, ownerOf, settleOwners } from './owners';
import { parsePolicy } from './parse-policy';
import { parseRoute } from './parse-routes';
import { parseEndpointSlice, parseService } from './parse-service';
import { parseUnjudged } from './parse-unjudged';
import { parseWorkload } from './parse-workload';
import { PodKind, podKindOf } from './pod-templates';
import { isRead } from './read-kinds';
import { selectorKeysOf } from './selector-keys';
import { UnjudgedKind, unjudgedKind } from './unjudged-kinds';

/** Options of `parseTopology`. */
export interface ParseOptions {
  /** Where objects without a namespace go; whoever applies them decides. */
  readonly defaultNamespace?: string;
}

/** What was read, and everything that is wrong with it. */
export interface ParseResult {
  readonly topology: Topology;
  readonly problems: readonly Problem[];
}

export { isRead } from './read-kinds';

/**
 * Reads manifests into a topology: the one place where the API server's defaults are filled in.
 *
 * It reads on after a problem, so that all of them are known at once; a topology with problems must not be judged.
 */
export function parseTopology(manifests: readonly Manifest[], options: ParseOptions = {}): ParseResult {
  const reader = new Reader(options.defaultNamespace ?? 'default');
  const problems = manifests.flatMap((manifest) => {
    const own: Problem[] = [];
    reader.read(manifest, own);
    return tidy(own);
  });
  return { topology: reader.topology(), problems };
}

/** A list that a program made may hold itself. */
const MANY_LISTS = 10;

class Reader {
  private readonly workloads: OwnedWorkload[] = [];
  private readonly policies: Policy[] = [];
  private readonly unjudged: UnjudgedPolicy[] = [];
  private readonly services: Service[] = [];
  private readonly endpointSlices: EndpointSlice[] = [];
  private readonly routes: Route[] = [];
  private readonly namespaceLabels = new Map<string, Labels>();
  private readonly namespaceNames = new Set<string>();
  private readonly otherKinds = new Map<string, number>();
  private readonly seen = new Map<string, Origin>();
  private readonly warnings: Problem[] = [];

  constructor(private readonly defaultNamespace: string) {}

  public read(manifest: Manifest, problems: Problem[], depth = 0): void {
    const root = Field.root(manifest, problems, this.warnings);
    if (root.isAbsent || root.map() === undefined) return;
    const kind = root.get('kind').requiredText();
    const apiVersion = root.get('apiVersion').requiredText();
    if (kind === undefined || apiVersion === undefined) return;
    if (kind.endsWith('List') && !root.get('items').isAbsent) {
      if (depth < MANY_LISTS) this.readList(manifest, root, problems, depth);
      else root.get('items').problem(`lists within lists, at most ${MANY_LISTS} deep`);
      return;
    }
    const unjudged = unjudgedKind(kind, apiVersion);
    if (unjudged !== undefined) {
      this.readUnjudged(root, unjudged, kind, apiVersion);
      return;
    }
    if (!isRead(kind, apiVersion)) {
      this.countOther(kind);
      return;
    }
    const identity = this.identify(root, kind, manifest.origin);
    if (identity !== undefined) this.readKind(root, identity, podKindOf(kind, apiVersion));
    checkFields(root, kind, apiVersion);
  }

  public topology(): Topology {
    const names = [...new Set([...this.namespaceNames, ...this.namespaceLabels.keys()])].sort();
    const namespaces: Namespace[] = names.map((name) => ({
      name,
      labels: { ...this.namespaceLabels.get(name), [NAMESPACE_NAME_LABEL]: name },
      declared: this.namespaceLabels.has(name),
    }));
    return {
      namespaces,
      workloads: this.settledWorkloads().sort(byId),
      policies: this.policies.sort(byId),
      unjudged: this.unjudged.sort(
        (a, b) => byId(a, b) || compare(a.apiVersion, b.apiVersion) || compare(a.content, b.content),
      ),
      services: this.services.sort(byId),
      endpointSlices: this.endpointSlices,
      routes: this.routes.sort(byId),
      otherKinds: Object.fromEntries([...this.otherKinds].sort(([a], [b]) => (a < b ? -1 : 1))),
      warnings: tidy(this.warnings),
    };
  }

  /** A dump of a cluster has the ReplicaSets, Jobs and pods that controllers made: their owners speak for them. */
  private settledWorkloads(): Workload[] {
    const isThere = (id: string): boolean => this.seen.has(id);
    const keys = selectorKeysOf(this.policies, this.unjudged, this.services);
    const { workloads, leftOut } = settleOwners(this.workloads, isThere, keys);
    for (const { kind } of leftOut) this.countOther(kind);
    return [...workloads];
  }

  private readList(manifest: Manifest, root: Field, problems: Problem[], depth: number): void {
    root
      .get('items')
      .items()
      .forEach((item, i) => {
        const lineOf = manifest.lineOf && ((path: FieldPath) => manifest.lineOf?.(['items', i, ...path]));
        this.read({ object: item.value, origin: manifest.origin, lineOf }, problems, depth + 1);
      });
  }

  private countOther(kind: string): void {
    this.otherKinds.set(kind, (this.otherKinds.get(kind) ?? 0) + 1);
  }

  private nameOf(root: Field): string | undefined {
    const metadata = root.get('metadata');
    const given = metadata.get('name');
    if (!given.isAbsent && given.value !== '') return given.objectName();
    const generated = metadata.get('generateName');
    if (!generated.isAbsent && generated.value !== '') return generated.objectName();
    given.problem('text, and it is required');
    return undefined;
  }

  /** Two API groups may have a kind of the same name, so only what is judged must be there once. */
  private readUnjudged(root: Field, unjudged: UnjudgedKind, kind: string, apiVersion: string): void {
    const name = this.nameOf(root);
    const given = root.get('metadata').get('namespace');
    const isConfined = unjudged.isNamespaced ?? (!given.isAbsent && given.value !== '');
    const namespace = given.namespaceOr(this.defaultNamespace);
    if (name === undefined || namespace === undefined) return;
    if (!/^[A-Za-z0-9]+$/.test(kind)) return root.get('kind').problem('letters and digits');
    if (!/^[A-Za-z0-9./-]+$/.test(apiVersion)) return root.get('apiVersion').problem('"group/version"');
    const own = isConfined ? { namespace } : {};
    if (isConfined) this.namespaceNames.add(namespace);
    const id = [...Object.values(own), kind, name].join('/');
    this.unjudged.push(parseUnjudged(root, unjudged, { id, apiVersion, kind, name, ...own, origin: root.origin }));
  }

  private identify(root: Field, kind: string, origin: Origin): Identity | undefined {
    const metadata = root.get('metadata');
    const name = this.nameOf(root);
    if (name === undefined) return undefined;
    const isNamespace = kind === 'Namespace';
    const namespace = metadata.get(isNamespace ? 'name' : 'namespace').namespaceOr(this.defaultNamespace);
    if (namespace === undefined) return undefined;
    const id = isNamespace ? `Namespace/${name}` : `${namespace}/${kind}/${name}`;
    const first = this.seen.get(id);
    if (first !== undefined) {
      root.fail(`${id} is there twice: got it also in ${describe(first)}; allowed: one of a kind, namespace and name`);
      return undefined;
    }
    this.seen.set(id, origin);
    this.namespaceNames.add(namespace);
    return { id, namespace, kind, name, origin };
  }

  private readKind(root: Field, identity: Identity, podKind: PodKind | undefined): void {
    const { id, kind, namespace, name, origin } = identity;
    if (podKind !== undefined) {
      this.workloads.push({ workload: parseWorkload(root, podKind, identity), owner: ownerOf(root) });
    } else if (kind === 'NetworkPolicy') {
      this.policies.push(parsePolicy(root, id, namespace, name, origin));
    } else if (kind === 'Service') {
      this.services.push(parseService(root, identity));
    } else if (kind === 'Namespace') {
      this.namespaceLabels.set(name, root.get('metadata').get('labels').labels());
    } else if (kind === 'EndpointSlice') {
      const slice = parseEndpointSlice(root, identity);
      if (slice !== undefined) this.endpointSlices.push(slice);
    } else {
      const route = parseRoute(root, identity);
      if (route !== undefined) this.routes.push(route);
    }
  }
}

/** From the first line to the last; a field that is read in several places is wrong once. */
function tidy(problems: readonly Problem[]): Problem[] {
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...unique.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function describe({ source, document }: Origin): string {
  return `${source}, document ${document}`;
}
