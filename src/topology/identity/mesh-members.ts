import { inboundDefaultOf, INBOUND_DEFAULT } from './linkerd-defaults';
import { Field } from '../manifest';
import { Labels, MeshMembership, Namespace, Workload } from '../model';
import { OwnedWorkload } from '../owners';

const LINKERD_INJECT = 'linkerd.io/inject';
const ISTIO_INJECT = 'sidecar.istio.io/inject';
const ISTIO_INJECTION = 'istio-injection';
const ISTIO_REVISION = 'istio.io/rev';
const ISTIO_MODE = 'istio.io/dataplane-mode';

const OF_PODS: readonly string[] = [LINKERD_INJECT, INBOUND_DEFAULT, ISTIO_INJECT, ISTIO_REVISION, ISTIO_MODE];
const OF_NAMESPACES: readonly string[] = [LINKERD_INJECT, INBOUND_DEFAULT, ISTIO_INJECTION, ISTIO_REVISION, ISTIO_MODE];

/** The containers that meshes put into pods. */
const PROXIES: { readonly [container: string]: MeshMembership | undefined } = {
  'istio-proxy': 'istio',
  'linkerd-proxy': 'linkerd',
};

/** Which pods are in a mesh, by what they and their namespaces say. */
export class MeshMembers {
  private readonly annotations = new Map<string, Labels>();
  private isMeant = false;

  /** Whether the input says something of a mesh anywhere. */
  public get isOfInterest(): boolean {
    return this.isMeant;
  }

  /** Takes a manifest of a namespace in. */
  public addNamespace(name: string, root: Field): void {
    const [labels, annotations] = metadataOf(root);
    if (OF_NAMESPACES.some((key) => has(labels, key) || has(annotations, key))) this.isMeant = true;
    const own = OF_NAMESPACES.flatMap((key): [string, string][] => {
      const value = textOf(annotations, key);
      return value === undefined ? [] : [[key, value]];
    });
    if (own.length > 0) this.annotations.set(name, { ...this.annotations.get(name), ...Object.fromEntries(own) });
  }

  /** Takes the template of some pods in. */
  public addPods(template: Field): void {
    if (this.isMeant) return;
    const [labels, annotations] = metadataOf(template);
    this.isMeant = OF_PODS.some((key) => has(labels, key) || has(annotations, key)) || proxyOf(template) !== undefined;
  }

  /** The workloads with what is known of their identity and their mesh. */
  public settle(read: readonly OwnedWorkload[], namespaces: readonly Namespace[]): OwnedWorkload[] {
    const byName = new Map(namespaces.map((namespace) => [namespace.name, namespace]));
    return read.map((one) => ({ ...one, workload: this.settled(one, byName.get(one.workload.namespace)) }));
  }

  private settled({ workload, template }: OwnedWorkload, namespace: Namespace | undefined): Workload {
    const ofNamespace = this.annotations.get(workload.namespace) ?? {};
    const [, annotations] = metadataOf(template);
    const serviceAccount = accountOf(template);
    const mesh = workload.hostNetwork ? 'outside' : membershipOf(workload.labels, template, namespace, ofNamespace);
    const given = textOf(annotations, INBOUND_DEFAULT) ?? textOf(ofNamespace, INBOUND_DEFAULT);
    const isOfLinkerd = mesh === 'linkerd' || mesh === 'unknown';
    const inboundDefault = isOfLinkerd && given !== undefined ? inboundDefaultOf(given) : undefined;
    return {
      ...workload,
      ...(serviceAccount === undefined ? {} : { serviceAccount }),
      mesh,
      ...(inboundDefault === undefined ? {} : { inboundDefault }),
    };
  }
}

/** The workloads with their accounts, which policies of Cilium select pods by. */
export function withAccounts(read: readonly OwnedWorkload[]): OwnedWorkload[] {
  return read.map((one) => {
    const serviceAccount = accountOf(one.template);
    return serviceAccount === undefined ? one : { ...one, workload: { ...one.workload, serviceAccount } };
  });
}

/** What pods say comes first. A namespace that no manifest declares may say anything. */
function membershipOf(
  labels: Labels,
  template: Field,
  namespace: Namespace | undefined,
  ofNamespace: Labels,
): MeshMembership {
  const proxy = proxyOf(template);
  if (proxy !== undefined) return proxy;
  const [, annotations] = metadataOf(template);
  const silent = namespace?.declared === true ? false : undefined;
  const around = namespace?.labels ?? {};
  const isAmbient = valueOf(labels[ISTIO_MODE] ?? around[ISTIO_MODE], { ambient: true, none: false }) ?? silent;
  const linkerd = textOf(annotations, LINKERD_INJECT) ?? ofNamespace[LINKERD_INJECT];
  const isOfLinkerd = valueOf(linkerd, { enabled: true, ingress: true, disabled: false }) ?? silent;
  const isOfIstio = isInjected(labels, annotations, around) ?? (isAmbient === true ? false : silent);
  if (isOfIstio === true) return 'istio';
  if (isOfLinkerd === true) return 'linkerd';
  if (isAmbient === true) return 'istio-ambient';
  // Whoever says no to a mesh, to Istio in both of its forms, is in a cluster that has it, and nobody runs a second one beside it.
  const isOutOfIstio = isOfIstio === false && isAmbient === false;
  if (isOutOfIstio && linkerd === undefined) return 'outside';
  if (isOfLinkerd === false && isOfIstio === undefined && isAmbient === undefined) return 'outside';
  return [isOfIstio, isOfLinkerd, isAmbient].includes(undefined) ? 'unknown' : 'outside';
}

/** Nothing: neither the pods nor their namespace say whether a proxy of Istio is put into the pods. */
function isInjected(labels: Labels, annotations: object, around: Labels): boolean | undefined {
  const own = labels[ISTIO_INJECT] ?? textOf(annotations, ISTIO_INJECT);
  const injection = around[ISTIO_INJECTION];
  if (own === 'false' || injection === 'disabled') return false;
  if (injection === 'enabled' || own === 'true') return true;
  // In ambient mode a revision says whose waypoints these are.
  const isSidecar = around[ISTIO_REVISION] !== undefined && around[ISTIO_MODE] !== 'ambient';
  return isSidecar || labels[ISTIO_REVISION] !== undefined ? true : undefined;
}

function valueOf(text: string | undefined, meanings: { readonly [text: string]: boolean }): boolean | undefined {
  return text !== undefined && Object.hasOwn(meanings, text) ? meanings[text] : undefined;
}

function proxyOf(template: Field): MeshMembership | undefined {
  const spec = memberOf(template.value, 'spec');
  for (const list of ['containers', 'initContainers']) {
    const containers = memberOf(spec, list);
    if (!Array.isArray(containers)) continue;
    for (const container of containers as readonly unknown[]) {
      const name = memberOf(container, 'name');
      if (typeof name === 'string' && Object.hasOwn(PROXIES, name)) return PROXIES[name];
    }
  }
  return undefined;
}

/** Absent: nobody knows the pods, as those of another workload's template. */
function accountOf(template: Field): string | undefined {
  const spec = memberOf(template.value, 'spec');
  if (typeof spec !== 'object' || spec === null) return undefined;
  return textOf(spec, 'serviceAccountName') ?? textOf(spec, 'serviceAccount') ?? 'default';
}

/** What of an object's metadata says something of meshes; a wrong type of it is the business of others. */
function metadataOf({ value }: Field): readonly [labels: object, annotations: object] {
  const metadata = memberOf(value, 'metadata');
  const [labels, annotations] = ['labels', 'annotations'].map((key) => memberOf(metadata, key));
  return [asObject(labels), asObject(annotations)];
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function has(value: object, key: string): boolean {
  return Object.hasOwn(value, key);
}

/** An empty text says nothing. */
function textOf(value: object, key: string): string | undefined {
  const text = memberOf(value, key);
  return typeof text === 'string' && text !== '' ? text : undefined;
}
