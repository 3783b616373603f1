import { calicoSelector } from './calico-selector';
import { canonicalText } from './canonical-text';
import { ciliumSelectors } from './cilium-selector';
import { Field } from './manifest';
import { Direction, Origin, Problem, Selector, UnjudgedPolicy } from './model';
import { EVERYTHING, parseSelector } from './parse-selector';
import { UnjudgedKind } from './unjudged-kinds';

/** Who a policy may select, as far as that is sure: it never selects more. */
export type Selection = Pick<UnjudgedPolicy, 'namespaceSelector' | 'podSelector'>;

const BOTH: readonly Direction[] = ['ingress', 'egress'];

/**
 * Reads of a policy that is not judged whom it may select and what it may touch. Whatever is not understood makes that
 * more, never less, and is no problem: nobody here knows what its own API takes.
 */
export function parseUnjudged(
  root: Field,
  kind: UnjudgedKind,
  identity: Pick<UnjudgedPolicy, 'id' | 'apiVersion' | 'kind' | 'name' | 'namespace' | 'origin'>,
): UnjudgedPolicy {
  const { origin } = identity;
  const at = (key: string): Field => member(root.value, key, origin);
  const spec = at('spec');
  return {
    ...identity,
    ...selectionOf(kind, spec, at('specs')),
    directions: kind.directions ?? directionsOf(kind, spec, at('specs')),
    content: canonicalText([spec.value, at('specs').value]),
  };
}

function selectionOf({ dialect }: UnjudgedKind, spec: Field, specs: Field): Selection {
  switch (dialect) {
    case 'kubernetes':
      return { podSelector: surely(spec.get('podSelector')) };
    case 'admin': {
      const subject = spec.get('subject');
      const pods = subject.get('pods');
      if (pods.isAbsent) {
        return { namespaceSelector: surely(subject.get('namespaces')), podSelector: EVERYTHING };
      }
      return {
        namespaceSelector: surely(pods.get('namespaceSelector')),
        podSelector: surely(pods.get('podSelector')),
      };
    }
    case 'cilium':
      return specs.isAbsent ? ciliumSelectors(spec) : { podSelector: EVERYTHING };
    case 'calico':
      return {
        namespaceSelector: calicoSelector(spec.get('namespaceSelector'), 'namespaces'),
        podSelector: calicoSelector(spec.get('selector'), 'pods'),
      };
    case 'unknown':
      return { podSelector: EVERYTHING };
  }
}

function directionsOf({ dialect }: UnjudgedKind, spec: Field, specs: Field): readonly Direction[] {
  switch (dialect) {
    case 'kubernetes':
      if (!isEmpty(spec.get('policyTypes'))) return typed(spec.get('policyTypes')) ?? BOTH;
      return isEmpty(spec.get('egress')) ? ['ingress'] : BOTH;
    case 'admin':
      return BOTH.filter((direction) => !isEmpty(spec.get(direction)));
    case 'cilium':
      // An empty rule isolates; a direction without a list of rules is not touched.
      if (!specs.isAbsent) return BOTH;
      return BOTH.filter((direction) => [direction, `${direction}Deny`].some((key) => !spec.get(key).isAbsent));
    case 'calico':
      return typed(spec.get('types')) ?? BOTH;
    case 'unknown':
      return BOTH;
  }
}

/** A list of directions, if it is one that can be read. */
function typed({ value }: Field): readonly Direction[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  if (!value.every((type) => type === 'Ingress' || type === 'Egress')) return undefined;
  return BOTH.filter((direction) => value.some((type: string) => type.toLowerCase() === direction));
}

function isEmpty({ isAbsent, value }: Field): boolean {
  return isAbsent || (Array.isArray(value) && value.length === 0);
}

/** A label selector; one that has a mistake may select everything. */
function surely({ value, origin }: Field): Selector {
  const problems: Problem[] = [];
  const selector = parseSelector(Field.root({ object: value, origin }, problems));
  return problems.length === 0 ? selector : EVERYTHING;
}

/** A field whose mistakes are nobody's business. */
function member(value: unknown, key: string, origin: Origin): Field {
  return Field.root({ object: value, origin }, []).get(key);
}
