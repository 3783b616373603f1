import { PodSet } from '../../reachability/pod-set';
import { Selector } from '../../topology/model';
import { EVERYTHING } from '../../topology/parse-selector';
import { CheckInput } from '../check-input';

/** The pods that a policy of a mesh selects. */
export function selectedByIdentity(
  { analysis: { cluster } }: CheckInput,
  policy: { readonly namespace: string; readonly namespaceSelector?: Selector; readonly podSelector?: Selector },
): PodSet {
  const { namespace, namespaceSelector, podSelector = EVERYTHING } = policy;
  return namespaceSelector === undefined
    ? cluster.pods.inNamespace(namespace, podSelector)
    : cluster.pods.inNamespaces(namespaceSelector, podSelector);
}
