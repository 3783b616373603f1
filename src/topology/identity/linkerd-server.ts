import { MeshObject } from './identity-reading';
import { DEFAULT_POLICIES, inboundDefaultOf } from './linkerd-defaults';
import { Field } from '../manifest';
import { IdentityPorts, IdentityRule, Labels, Selector } from '../model';
import { parseSelector } from '../parse-selector';
import { Doubts, Part } from '../policies/doubts';

/** A port of some pods, about which it is decided who may connect. */
export interface LinkerdServer {
  readonly object: MeshObject;
  readonly labels: Labels;
  readonly podSelector: Selector;
  readonly ports: IdentityPorts;
  /** Whether routes say which requests are let through. */
  readonly hasRequests: boolean;
  /** What is let through beside what authorizations say. */
  readonly access: readonly IdentityRule[];
  /** Why it is not judged. */
  readonly doubt?: string;
}

const PROTOCOLS = ['unknown', 'HTTP/1', 'HTTP/2', 'gRPC', 'opaque', 'TLS'] as const;
const WITHOUT_REQUESTS: readonly string[] = ['opaque', 'TLS'];

/**
 * Reads a Server. Nothing: it is for no pods.
 *
 * @see https://linkerd.io/2/reference/authorization-policy/#server
 */
export function readServer(root: Field, object: MeshObject): LinkerdServer | undefined {
  const doubts = new Doubts();
  const whole = Part.root(root, doubts);
  whole.checkFields(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
  const spec = whole.get('spec');
  spec.checkMap(['podSelector', 'externalWorkloadSelector', 'port', 'proxyProtocol', 'accessPolicy']);
  const [pods, others] = [spec.get('podSelector'), spec.get('externalWorkloadSelector')];
  if (spec.field.map() !== undefined && pods.field.isAbsent === others.field.isAbsent) {
    spec.field.problem('one of `podSelector` and `externalWorkloadSelector`', 'for all pods: `podSelector: {}`');
  }
  readSelector(others);
  const podSelector = readSelector(pods);
  const given = spec.field.get('port');
  const port = given.portOrName();
  if (given.isAbsent) given.problem("a port number, or a port's name");
  const protocol = spec.field.get('proxyProtocol').oneOf(PROTOCOLS, 'unknown');
  const access = readAccess(spec.field.get('accessPolicy'));
  if (pods.field.isAbsent || port === undefined) return undefined;
  return {
    object,
    labels: root.get('metadata').get('labels').labels(),
    podSelector,
    ports: typeof port === 'number' ? { numbers: [port] } : { names: [port] },
    hasRequests: !WITHOUT_REQUESTS.includes(protocol),
    access,
    ...(doubts.first === undefined ? {} : { doubt: doubts.first }),
  };
}

/** Reads a selector of pods or of other objects. */
export function readSelector(selector: Part): Selector {
  selector.checkFields(['matchLabels', 'matchExpressions']);
  for (const expression of selector.get('matchExpressions').items()) {
    expression.checkFields(['key', 'operator', 'values']);
  }
  return parseSelector(selector.field);
}

function readAccess(policy: Field): readonly IdentityRule[] {
  const name = policy.optionalText();
  if (name === undefined) return [];
  const rules = inboundDefaultOf(name);
  if (rules === undefined) policy.problem(`one of ${DEFAULT_POLICIES.join(', ')}`);
  return (rules ?? []).map((rule) => ({ ...rule, path: 'spec.accessPolicy' }));
}
