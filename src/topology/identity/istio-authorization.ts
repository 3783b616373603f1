import { IdentityReading, MeshObject, notJudged, Scope } from './identity-reading';
import { readRule } from './istio-rules';
import { readScope, readTargets } from './istio-scope';
import { Field } from '../manifest';
import { IdentityPolicy } from '../model';
import { EVERYTHING } from '../parse-selector';
import { Doubts, Part } from '../policies/doubts';

const ACTIONS = ['ALLOW', 'DENY', 'AUDIT', 'CUSTOM'] as const;

/** Such a policy is only watched. */
const DRY_RUN = 'istio.io/dry-run';

/**
 * Reads an AuthorizationPolicy of Istio.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/
 */
export function readIstioAuthorization(root: Field, object: MeshObject): IdentityReading {
  const doubts = new Doubts();
  const whole = Part.root(root, doubts);
  whole.checkFields(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
  const spec = whole.get('spec');
  // An empty one is for all pods, and allows nothing.
  spec.checkFields(['selector', 'targetRef', 'targetRefs', 'rules', 'action', 'provider']);
  const targets = readTargets(spec);
  const scope = readScope(spec, object);
  const action = spec.field.get('action').oneOf(ACTIONS, 'ALLOW');
  const rules = spec
    .get('rules')
    .items()
    .flatMap((rule) => readRule(rule, action === 'DENY' ? 'deny' : 'allow', object.namespace));
  const provider = readProvider(spec, action);
  if (spec.field.get('rules').isAbsent && (action === 'DENY' || action === 'CUSTOM')) {
    spec.field
      .get('rules')
      .problem(`a list of rules, without which ${action} does nothing`, 'an empty rule means all: `rules: [{}]`');
  }
  if (isTried(root) || action === 'AUDIT') return {};
  const reason = doubts.first ?? (action === 'CUSTOM' ? `the provider ${provider} decides` : undefined);
  if (targets.length > 0) {
    const what = targets.map(({ kind, name }) => `${kind} ${name}`).join(', ');
    const policy = notJudged(
      'istio',
      object,
      { podSelector: EVERYTHING },
      reason ?? `it is for requests that go through ${what}`,
    );
    const isKnown = reason === undefined && action === 'ALLOW';
    return { targeted: [{ policy, targets, ...(isKnown ? { allowed: { object, rules } } : {}) }] };
  }
  if (reason !== undefined) return { unjudged: [notJudged('istio', object, scope, reason)] };
  return { policies: [policyOf(object, scope, action === 'DENY' ? 'deny' : 'allow', rules)] };
}

function policyOf(
  { id, kind, namespace, name, origin }: MeshObject,
  scope: Scope,
  action: IdentityPolicy['action'],
  rules: IdentityPolicy['rules'],
): IdentityPolicy {
  return { id, kind, mesh: 'istio', namespace, name, ...scope, action, rules, origin };
}

function readProvider(spec: Part, action: (typeof ACTIONS)[number]): string {
  const provider = spec.get('provider');
  provider.checkFields(['name']);
  if (action === 'CUSTOM') return provider.field.get('name').requiredText() ?? '';
  if (!provider.field.isAbsent) provider.field.problem('nothing without `action: CUSTOM`');
  return '';
}

function isTried(root: Field): boolean {
  return root.get('metadata').get('annotations').get(DRY_RUN).value === 'true';
}
