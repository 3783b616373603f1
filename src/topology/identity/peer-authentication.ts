import { IdentityReading, MeshObject, notJudged } from './identity-reading';
import { readScope, ROOT_NAMESPACE } from './istio-scope';
import { Field } from '../manifest';
import { MtlsPolicy } from '../model';
import { Doubts, Part } from '../policies/doubts';

type Mode = NonNullable<MtlsPolicy['mode']>;

const MODES = ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'] as const;

/**
 * Reads a PeerAuthentication of Istio.
 *
 * @see https://istio.io/latest/docs/reference/config/security/peer_authentication/
 */
export function readPeerAuthentication(root: Field, object: MeshObject): IdentityReading {
  const doubts = new Doubts();
  const whole = Part.root(root, doubts);
  whole.checkFields(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
  const spec = whole.get('spec');
  spec.checkFields(['selector', 'mtls', 'portLevelMtls']);
  const scope = readScope(spec, object);
  const mode = readMode(spec.get('mtls'));
  const isForSome = scope.podSelector.requirements.length > 0;
  const portModes = readPortModes(spec.get('portLevelMtls'), isForSome);
  if (isForSome && object.namespace === ROOT_NAMESPACE) {
    doubts.add(
      'a policy of the root namespace with a `selector` counts for all namespaces or for none, by the version of Istio',
    );
  }
  if (doubts.first !== undefined) return { unjudged: [notJudged('istio', object, scope, doubts.first)] };
  const { id, namespace, name, origin } = object;
  const { namespaceSelector, podSelector } = scope;
  return {
    mtls: [
      {
        id,
        namespace,
        name,
        ...(namespaceSelector === undefined ? {} : { namespaceSelector }),
        ...(isForSome ? { podSelector } : {}),
        ...(mode === undefined ? {} : { mode }),
        portModes,
        origin,
      },
    ],
  };
}

/** Nothing: what a wider policy says. */
function readMode(mtls: Part): Mode | undefined {
  mtls.checkFields(['mode']);
  const mode = mtls.field.get('mode').oneOf(MODES, 'UNSET');
  return mode === 'UNSET' ? undefined : (mode.toLowerCase() as Mode);
}

function readPortModes(ports: Part, isForSome: boolean): MtlsPolicy['portModes'] {
  const map = ports.field.map();
  if (map === undefined) return {};
  if (!isForSome) ports.field.problem('nothing without labels in `selector`', 'say for which pods it is');
  if (Object.keys(map).length === 0) ports.field.problem('at least one port');
  const modes: { [port: number]: Mode } = {};
  for (const key of Object.keys(map)) {
    const part = ports.get(key);
    if (!/^[1-9]\d{0,4}$/.test(key) || Number(key) > 65535) {
      part.field.fail(`${ports.name}: got the port ${JSON.stringify(key)}; allowed: a port number from 1 to 65535`);
      continue;
    }
    const mode = readMode(part);
    if (mode !== undefined) modes[Number(key)] = mode;
  }
  return modes;
}
