import { Raw } from './raw';
import { isList, itemsOf, MANY_LISTS } from '../topology/lists';
import { Field, FieldPath, Manifest } from '../topology/manifest';
import { Origin } from '../topology/model';
import { groupOf, kindInIds } from '../topology/pod-templates';
import { unjudgedKind } from '../topology/unjudged-kinds';

/** An object of the input, whatever its kind. */
export interface CheckedObject {
  /** As the engine writes it: `namespace/Kind/name`, and `Kind/name` of what is of the whole cluster. */
  readonly id: string;
  readonly kind: string;
  readonly apiVersion: string;
  /** The API group; empty for the core. */
  readonly group: string;
  /** The one of deployment where none is written. Absent: it is of the whole cluster. */
  readonly namespace?: string;
  readonly name: string;
  readonly root: Raw;
  readonly origin: Origin;
  /** The line of a field, for sources that have lines; that of the object where the field is not there. */
  lineOf(path: FieldPath): number | undefined;
}

/** Kinds of Kubernetes, and a few that all clusters have, without a namespace. */
const OF_THE_CLUSTER: ReadonlySet<string> = new Set([
  'Namespace.',
  'Node.',
  'PersistentVolume.',
  'APIService.apiregistration.k8s.io',
  'CSIDriver.storage.k8s.io',
  'CertificateSigningRequest.certificates.k8s.io',
  'ClusterRole.rbac.authorization.k8s.io',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
  'CustomResourceDefinition.apiextensions.k8s.io',
  'GatewayClass.gateway.networking.k8s.io',
  'IngressClass.networking.k8s.io',
  'MutatingWebhookConfiguration.admissionregistration.k8s.io',
  'PriorityClass.scheduling.k8s.io',
  'RuntimeClass.node.k8s.io',
  'StorageClass.storage.k8s.io',
  'ValidatingAdmissionPolicy.admissionregistration.k8s.io',
  'ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io',
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
  'VolumeAttachment.storage.k8s.io',
]);

/** The objects of manifests, those of lists taken apart, each id once. What is no object is left to the reader of manifests. */
export function checkedObjects(manifests: readonly Manifest[], defaultNamespace = 'default'): CheckedObject[] {
  const objects = new Map<string, CheckedObject>();
  for (const manifest of manifests.flatMap((each) => unlisted(each))) {
    const object = toObject(manifest, defaultNamespace);
    const key = object && `${object.group} ${object.id}`;
    if (key !== undefined && !objects.has(key)) objects.set(key, object!);
  }
  return [...objects.values()];
}

function unlisted(manifest: Manifest, depth = 0): Manifest[] {
  const root = Raw.of(manifest.object);
  const kind = root.get('kind').text();
  if (kind === undefined || !isList(manifest.object as object, kind)) return [manifest];
  if (depth >= MANY_LISTS) return [];
  return itemsOf(manifest, Field.root(manifest, [])).flatMap((item) => unlisted(item, depth + 1));
}

function toObject(manifest: Manifest, defaultNamespace: string): CheckedObject | undefined {
  const root = Raw.of(manifest.object);
  const kind = root.get('kind').text();
  const apiVersion = root.get('apiVersion').text();
  const metadata = root.get('metadata');
  const name = metadata.get('name').text() || metadata.get('generateName').text();
  if (kind === undefined || apiVersion === undefined || name === undefined) return undefined;
  const group = groupOf(apiVersion);
  const given = metadata.get('namespace').text();
  const unjudged = unjudgedKind(kind, apiVersion);
  const isWritten = given !== undefined && given !== '';
  // Of a policy that nobody here knows, the engine believes what is written; a Cluster of an operator has a namespace.
  const isConfined =
    unjudged === undefined
      ? !OF_THE_CLUSTER.has(`${kind}.${group}`) && (isWritten || !kind.startsWith('Cluster'))
      : (unjudged.isNamespaced ?? isWritten);
  const namespace = isConfined ? given || defaultNamespace : undefined;
  const inIds = kindInIds(kind, apiVersion);
  return {
    id: [...(namespace === undefined ? [] : [namespace]), inIds, name].join('/'),
    kind,
    apiVersion,
    group,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    root,
    origin: manifest.origin,
    lineOf: (path) => nearestLine(manifest, path),
  };
}

/** A field that is not there is looked for where it would be. */
function nearestLine({ lineOf, origin }: Manifest, path: FieldPath): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const line = lineOf?.(path.slice(0, length));
    if (line !== undefined) return line;
  }
  return origin.line;
}
