import { Field, Manifest } from './manifest';
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
  Workload,
} from './model';
import {
  Identity,
  parseEndpointSlice,
  parseHttpRoute,
  parseIngress,
  parseService,
  parseWorkload,
  POD_TEMPLATES,
} from './parse-objects';
import { parsePolicy } from './parse-policy';

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

/** The kinds that are read, with their API groups; the same kind of another group is something else. */
const GROUPS: { readonly [kind: string]: string } = {
  Deployment: 'apps',
  ReplicaSet: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  ReplicationController: '',
  Pod: '',
  Service: '',
  Namespace: '',
  EndpointSlice: 'discovery.k8s.io',
  Ingress: 'networking.k8s.io',
  NetworkPolicy: 'networking.k8s.io',
  HTTPRoute: 'gateway.networking.k8s.io',
};

/**
 * Reads manifests into a topology: the one place where the API server's defaults are filled in.
 *
 * It reads on after a problem, so that all of them are known at once; a topology with problems must not be judged.
 */
export function parseTopology(manifests: readonly Manifest[], options: ParseOptions = {}): ParseResult {
  const reader = new Reader(options.defaultNamespace ?? 'default');
  for (const manifest of manifests) reader.read(manifest);
  return { topology: reader.topology(), problems: reader.problems };
}

class Reader {
  public readonly problems: Problem[] = [];
  private readonly workloads: Workload[] = [];
  private readonly policies: Policy[] = [];
  private readonly services: Service[] = [];
  private readonly endpointSlices: EndpointSlice[] = [];
  private readonly routes: Route[] = [];
  private readonly namespaceLabels = new Map<string, Labels>();
  private readonly namespaceNames = new Set<string>();
  private readonly otherKinds: Record<string, number> = {};
  private readonly seen = new Map<string, Origin>();

  constructor(private readonly defaultNamespace: string) {}

  public read(manifest: Manifest): void {
    const root = Field.root(manifest, this.problems);
    if (root.isAbsent || root.map() === undefined) return;
    const kind = root.get('kind').requiredText();
    const apiVersion = root.get('apiVersion').requiredText();
    if (kind === undefined || apiVersion === undefined) return;
    if (kind.endsWith('List') && !root.get('items').isAbsent) {
      this.readList(manifest, root);
      return;
    }
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    if (GROUPS[kind] !== group) {
      this.otherKinds[kind] = (this.otherKinds[kind] ?? 0) + 1;
      return;
    }
    const identity = this.identify(root, kind, manifest.origin);
    if (identity !== undefined) this.readKind(root, identity);
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
      workloads: this.workloads.sort(byId),
      policies: this.policies.sort(byId),
      services: this.services.sort(byId),
      endpointSlices: this.endpointSlices,
      routes: this.routes.sort(byId),
      otherKinds: this.otherKinds,
    };
  }

  private readList(manifest: Manifest, root: Field): void {
    root
      .get('items')
      .items()
      .forEach((item, i) => {
        this.read({
          object: item.value,
          origin: manifest.origin,
          lineOf: manifest.lineOf && ((path) => manifest.lineOf?.(['items', i, ...path])),
        });
      });
  }

  private identify(root: Field, kind: string, origin: Origin): Identity | undefined {
    const metadata = root.get('metadata');
    const name = metadata.get('name').text() ?? metadata.get('generateName').text();
    if (name === undefined || name === '') {
      metadata.get('name').problem('text, and it is required');
      return undefined;
    }
    if (kind === 'Namespace') return { id: `Namespace/${name}`, namespace: name, kind, name, origin };
    const namespace = metadata.get('namespace').text() ?? this.defaultNamespace;
    const id = `${namespace}/${kind}/${name}`;
    const first = this.seen.get(id);
    if (first !== undefined) {
      root.fail(`${id} is there twice: got it also in ${describe(first)}; allowed: one of a kind, namespace and name`);
      return undefined;
    }
    this.seen.set(id, origin);
    this.namespaceNames.add(namespace);
    return { id, namespace, kind, name, origin };
  }

  private readKind(root: Field, identity: Identity): void {
    const { id, kind, namespace, name, origin } = identity;
    if (isOwned(root)) {
      // A dump of a cluster has the ReplicaSets, Jobs and pods that controllers made: their owners speak for them.
      this.otherKinds[kind] = (this.otherKinds[kind] ?? 0) + 1;
    } else if (kind in POD_TEMPLATES) {
      this.workloads.push(parseWorkload(root, identity));
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
      this.routes.push(kind === 'Ingress' ? parseIngress(root, identity) : parseHttpRoute(root, identity));
    }
  }
}

function isOwned(root: Field): boolean {
  const owners = root.get('metadata').get('ownerReferences').items();
  return owners.some((owner) => owner.get('controller').flag() && (owner.get('kind').text() ?? '') in POD_TEMPLATES);
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function describe({ source, document }: Origin): string {
  return `${source}, document ${document}`;
}
