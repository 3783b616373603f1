import Ajv from 'ajv';
import { nameOf, Rendered } from './crd-problems';

/*
 * What Linkerd's custom resource definitions and its admission controller take of the kinds that are rendered here. No package has
 * them. Fields of these kinds that this package never renders are left out, so that they would be found.
 *
 * Source: linkerd/linkerd2, charts/linkerd-crds/templates/policy/*.yaml, policy-controller/src/{admission,validation}.rs
 */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const NAME = { type: 'string', minLength: 1, maxLength: 253, pattern: `^${LABEL}(\\.${LABEL})*$` };
const NAMESPACE = { type: 'string', minLength: 1, maxLength: 63, pattern: `^${LABEL}$` };
const PORT = { type: 'integer', minimum: 1, maximum: 65535 };
const PORT_NAME = { type: 'string', minLength: 1, maxLength: 15, pattern: `^${LABEL}$` };
const CIDR = { type: 'string', pattern: '^[0-9a-f.:]+/[0-9]{1,3}$' };

function record(properties: { readonly [name: string]: object }, required = Object.keys(properties)): object {
  return { type: 'object', properties, required, additionalProperties: false };
}

function list(items: object, maxItems?: number): object {
  return { type: 'array', minItems: 1, items, ...(maxItems === undefined ? {} : { maxItems }) };
}

function reference(...kinds: readonly string[]): object {
  return record({ group: { const: 'policy.linkerd.io' }, kind: { enum: kinds }, name: NAME });
}

const NETWORK = record({ cidr: CIDR, except: list(CIDR) }, ['cidr']);
const NETWORKS = record({ networks: list(NETWORK) });

const SERVER = {
  podSelector: record({ matchLabels: { type: 'object', minProperties: 1, additionalProperties: { type: 'string' } } }),
  port: { anyOf: [PORT, PORT_NAME] },
  proxyProtocol: { enum: ['unknown', 'HTTP/1', 'HTTP/2', 'gRPC', 'opaque', 'TLS'] },
};
const ACCESS = {
  enum: [
    'deny',
    'audit',
    'all-authenticated',
    'all-unauthenticated',
    'cluster-authenticated',
    'cluster-unauthenticated',
  ],
};

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];
const PATH = {
  oneOf: [
    record({ type: { enum: ['Exact', 'PathPrefix'] }, value: { type: 'string', maxLength: 1024, pattern: '^/' } }),
    record({ type: { const: 'RegularExpression' }, value: { type: 'string', maxLength: 1024, format: 'regex' } }),
  ],
};
const MATCH = record({ method: { enum: METHODS }, path: PATH }, ['path']);
const RULES = list(record({ matches: list(MATCH, 8) }), 16);
const HOSTNAME = { type: 'string', maxLength: 253, pattern: `^(\\*\\.)?${LABEL}(\\.${LABEL})*$` };
const EGRESS_PORT = record({
  group: { const: 'policy.linkerd.io' },
  kind: { const: 'EgressNetwork' },
  name: NAME,
  port: PORT,
});

/** By API version and kind. */
const SPECS: { readonly [kind: string]: object } = {
  'policy.linkerd.io/v1beta1 Server': record(SERVER, ['podSelector', 'port']),
  'policy.linkerd.io/v1beta3 Server': record({ ...SERVER, accessPolicy: ACCESS }, ['podSelector', 'port']),
  'policy.linkerd.io/v1alpha1 MeshTLSAuthentication': {
    oneOf: [
      record({
        identities: list({
          type: 'string',
          anyOf: [
            { pattern: `^(\\*|${LABEL})(\\.${LABEL})*$` },
            { pattern: '^spiffe://[a-z0-9._-]+(/[A-Za-z0-9._-]+)*$' },
          ],
        }),
      }),
      record({
        identityRefs: list({
          oneOf: [
            record({ kind: { const: 'ServiceAccount' }, name: NAME, namespace: NAMESPACE }, ['kind', 'name']),
            // A namespace is in none.
            record({ kind: { const: 'Namespace' }, name: NAMESPACE }),
          ],
        }),
      }),
    ],
  },
  'policy.linkerd.io/v1alpha1 NetworkAuthentication': NETWORKS,
  'policy.linkerd.io/v1alpha1 AuthorizationPolicy': record({
    targetRef: reference('Server', 'HTTPRoute'),
    // At most one of each kind, and one policy holds where all of them do.
    requiredAuthenticationRefs: list(reference('MeshTLSAuthentication', 'NetworkAuthentication'), 1),
  }),
  'policy.linkerd.io/v1beta3 HTTPRoute': {
    oneOf: [
      // A route of a Server names no port; that of an EgressNetwork has to.
      record({ parentRefs: list(reference('Server'), 32), rules: RULES }),
      record({ parentRefs: list(EGRESS_PORT, 32), hostnames: list(HOSTNAME, 16), rules: RULES }),
    ],
  },
  'policy.linkerd.io/v1alpha1 EgressNetwork': record(
    { trafficPolicy: { enum: ['Allow', 'Deny'] }, networks: list(NETWORK) },
    ['trafficPolicy'],
  ),
};

const METADATA = {
  type: 'object',
  required: ['name', 'namespace'],
  properties: {
    name: NAME,
    namespace: NAMESPACE,
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
  },
  additionalProperties: false,
};

const ajv = new Ajv({ allErrors: true, strictTypes: false, formats: { regex: isRegex } });
const VALIDATORS = new Map(
  Object.entries(SPECS).map(([kind, spec]) => [
    kind,
    ajv.compile(record({ apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: METADATA, spec })),
  ]),
);

/**
 * What Linkerd says against an object: values that it refuses, and fields that it does not know or that this package never writes.
 * Nothing of objects of other groups.
 */
export function linkerdProblems(object: object): string[] {
  const rendered = object as Rendered;
  if (!/^policy\.linkerd\.io\//.test(rendered.apiVersion)) return [];
  const validate = VALIDATORS.get(`${rendered.apiVersion} ${rendered.kind}`);
  if (validate === undefined) return [`${nameOf(rendered)}: no kind of ${rendered.apiVersion} that is rendered here`];
  const isValid = validate(object);
  return isValid ? [] : [`${nameOf(rendered)}: ${ajv.errorsText(validate.errors, { dataVar: rendered.kind })}`];
}

/** Proxies know no lookaround and no back references. */
function isRegex(text: string): boolean {
  if (/\(\?[=!<]|\\[1-9]/.test(text)) return false;
  try {
    return new RegExp(text, 'u').source !== '';
  } catch {
    return false;
  }
}
