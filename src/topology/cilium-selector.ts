import { Field } from './manifest';
import { NAMESPACE_NAME_LABEL, Problem, Requirement, UnjudgedPolicy } from './model';
import { EVERYTHING, parseSelector } from './parse-selector';

const POD_NAMESPACE = 'io.kubernetes.pod.namespace';
const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';

/**
 * What a Cilium policy's endpoints have for sure: labels that must be there. That one must be missing is left out, because
 * Cilium does not look at all labels of a pod.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/
 */
export function ciliumSelectors(spec: Field): Pick<UnjudgedPolicy, 'namespaceSelector' | 'podSelector'> {
  const endpoints = spec.get('endpointSelector');
  if (endpoints.isAbsent) return spec.get('nodeSelector').isAbsent ? { podSelector: EVERYTHING } : {};
  const problems: Problem[] = [];
  const { requirements } = parseSelector(
    Field.root({ object: withoutSources(endpoints), origin: spec.origin }, problems),
  );
  if (problems.length > 0) return { podSelector: EVERYTHING };
  const sure = requirements.filter(({ operator }) => operator === 'In' || operator === 'Exists');
  return {
    podSelector: { requirements: sure.filter(({ key }) => !key.startsWith('io.')) },
    namespaceSelector: { requirements: sure.flatMap(onNamespace) },
  };
}

/** Labels without where Cilium has them from; those that are not of pods are left out. */
function withoutSources(endpoints: Field): object {
  const labels = Object.entries(endpoints.get('matchLabels').labels()).flatMap(([key, value]) => {
    const plain = plainKey(key);
    return plain === undefined ? [] : [[plain, value] as const];
  });
  const expressions = endpoints
    .get('matchExpressions')
    .items()
    .flatMap((expression) => {
      const key = expression.get('key').text();
      const plain = key === undefined ? undefined : plainKey(key);
      return plain === undefined ? [] : [{ ...expression.map(), key: plain }];
    });
  return { matchLabels: Object.fromEntries(labels), matchExpressions: expressions };
}

/** `k8s:app`, `any:app` and `app` are the pod's label; `reserved:host` is none. */
function plainKey(key: string): string | undefined {
  const [source, ...rest] = key.split(':');
  if (rest.length === 0) return key;
  return source === 'k8s' || source === 'any' ? rest.join(':') : undefined;
}

function onNamespace(requirement: Requirement): Requirement[] {
  const { key } = requirement;
  if (key === POD_NAMESPACE) return [{ ...requirement, key: NAMESPACE_NAME_LABEL }];
  return key.startsWith(NAMESPACE_LABELS) ? [{ ...requirement, key: key.slice(NAMESPACE_LABELS.length) }] : [];
}
