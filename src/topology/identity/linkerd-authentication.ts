import { MeshObject } from './identity-reading';
import {
  readAccount,
  readIdentity,
  ReadIdentities,
  readNetworkList,
  readReference,
  uniteIdentities,
} from './linkerd-values';
import { Field } from '../manifest';
import { IdentityNetwork } from '../model';
import { Doubts, Part } from '../policies/doubts';

/** What a NetworkAuthentication names. */
export interface ReadNetworks {
  readonly networks: readonly IdentityNetwork[];
  readonly perhaps?: string;
}

/**
 * Reads a MeshTLSAuthentication.
 *
 * @see https://linkerd.io/2/reference/authorization-policy/#meshtlsauthentication
 */
export function readMeshTls(root: Field, { namespace }: MeshObject): ReadIdentities {
  const doubts = new Doubts();
  const spec = specOf(root, doubts, ['identities', 'identityRefs']);
  const [identities, refs] = [spec.get('identities'), spec.get('identityRefs')];
  if (spec.field.map() !== undefined && identities.items().length + refs.items().length === 0) {
    spec.field.problem('at least one of `identities` and `identityRefs`');
  }
  const read = uniteIdentities([
    ...identities.items().map(readIdentity),
    ...refs.items().map((ref) => readIdentityReference(ref, namespace)),
  ]);
  return inDoubt(read, doubts.first);
}

/** All of them, where what makes them fewer is not known. */
export function inDoubt(
  { identities, doubtful = [], perhaps }: ReadIdentities,
  why: string | undefined,
): ReadIdentities {
  if (why === undefined) {
    return {
      identities,
      ...(doubtful.length === 0 ? {} : { doubtful }),
      ...(perhaps === undefined ? {} : { perhaps }),
    };
  }
  return { identities: [...identities, ...doubtful], perhaps: why };
}

function readIdentityReference(ref: Part, own: string): ReadIdentities {
  const reference = readReference(ref);
  if (reference === undefined) return { identities: [] };
  const { kind, name } = reference;
  if (kind === 'ServiceAccount') return readAccount(ref, own);
  if (kind === 'Namespace') {
    if (reference.namespace !== undefined) ref.field.get('namespace').problem('nothing: a Namespace is in none');
    return { identities: [{ kind: 'account', namespace: name }] };
  }
  ref.field.problem('a ServiceAccount or a Namespace');
  return { identities: [] };
}

/**
 * Reads a NetworkAuthentication.
 *
 * @see https://linkerd.io/2/reference/authorization-policy/#networkauthentication
 */
export function readNetworkAuthentication(root: Field): ReadNetworks {
  const doubts = new Doubts();
  const networks = specOf(root, doubts, ['networks']).get('networks');
  if (networks.items().length === 0) networks.field.problem('at least one network');
  const read = { networks: readNetworkList(networks) };
  return doubts.first === undefined ? read : { ...read, perhaps: doubts.first };
}

/** The `spec`, which must be there. */
export function specOf(root: Field, doubts: Doubts, fields: readonly string[]): Part {
  const whole = Part.root(root, doubts);
  whole.checkFields(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
  const spec = whole.get('spec');
  spec.checkMap(fields);
  return spec;
}
