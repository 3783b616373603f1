import { Identity } from './identity';
import { Field } from './manifest';
import { groupOf, kindInIds } from './pod-templates';

/** API groups whose names may be anything that fits into a path: roles are called `system:node`, images by their hash. */
const FREE_NAMES: readonly string[] = [
  'authorization.openshift.io',
  'image.openshift.io',
  'oauth.openshift.io',
  'rbac.authorization.k8s.io',
  'user.openshift.io',
];

/** Who an object is: its name, its namespace, and the id that both make. Nothing if one of them is wrong. */
export function identify(
  root: Field,
  kind: string,
  apiVersion: string,
  defaultNamespace: string,
): Identity | undefined {
  const { origin } = root;
  const name = nameOf(root, kind, apiVersion);
  if (name === undefined) return undefined;
  if (kind === 'Namespace') return { id: `Namespace/${name}`, namespace: name, kind, name, origin };
  const namespace = root.get('metadata').get('namespace').namespaceOr(defaultNamespace);
  if (namespace === undefined) return undefined;
  const inIds = kindInIds(kind, apiVersion);
  return { id: `${namespace}/${inIds}/${name}`, namespace, kind: inIds, name, origin };
}

/** The name of an object, or the beginning of one that is generated. */
export function nameOf(root: Field, kind: string, apiVersion: string): string | undefined {
  const metadata = root.get('metadata');
  const given = metadata.get('name');
  if (!given.isAbsent && given.value !== '') {
    if (kind === 'Namespace') return given.namespaceOr('');
    if (FREE_NAMES.includes(groupOf(apiVersion))) return given.pathSegment();
    return kind === 'Service' && apiVersion === 'v1' ? given.serviceName() : given.objectName();
  }
  const generated = metadata.get('generateName');
  if (!generated.isAbsent && generated.value !== '') return generated.generatedName();
  given.problem('text, and it is required');
  return undefined;
}

/** Whether the API server makes an object of its own of every one with this beginning of a name. */
export function isGenerated(root: Field): boolean {
  const { isAbsent, value } = root.get('metadata').get('name');
  return isAbsent || value === '';
}
