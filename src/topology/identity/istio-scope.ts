import { MeshObject, Scope, Target } from './identity-reading';
import { Selector } from '../model';
import { EVERYTHING, parseSelector } from '../parse-selector';
import { Part } from '../policies/doubts';

/** The namespace whose policies are for all namespaces, unless the mesh was configured otherwise. */
export const ROOT_NAMESPACE = 'istio-system';

/** Reads which pods a policy of Istio selects: in the root namespace, those of all namespaces. */
export function readScope(spec: Part, { namespace }: MeshObject): Scope {
  const podSelector = readLabels(spec.get('selector'));
  return namespace === ROOT_NAMESPACE ? { namespaceSelector: EVERYTHING, podSelector } : { podSelector };
}

/** Labels that are all there; Istio has no expressions. */
function readLabels(selector: Part): Selector {
  selector.checkFields(['matchLabels']);
  const labels = selector.field.get('matchLabels');
  for (const [key, value] of Object.entries(labels.map() ?? {})) {
    if (key.includes('*') || (typeof value === 'string' && value.includes('*'))) {
      labels.get(key).problem('a label without "*", which selectors of Istio do not know');
      return EVERYTHING;
    }
  }
  return parseSelector(selector.field);
}

/** Reads the objects that a policy is attached to in place of pods: Services, Gateways. */
export function readTargets(spec: Part): Target[] {
  const [single, list] = [spec.get('targetRef'), spec.get('targetRefs')];
  const given = [spec.get('selector'), single].filter(({ field }) => !field.isAbsent).length;
  const items = list.items();
  if (given + (items.length > 0 ? 1 : 0) > 1) {
    spec.field.problem('one of `selector`, `targetRef` and `targetRefs`', 'make them several policies');
  }
  return [...(single.field.isAbsent ? [] : [single]), ...items].flatMap((ref) => {
    ref.checkMap(['group', 'kind', 'name', 'namespace']);
    ref.field.get('group').text();
    const [kind, name] = [ref.field.get('kind').requiredText(), ref.field.get('name').requiredText()];
    if (ref.field.get('namespace').optionalText() !== undefined) {
      ref.field.get('namespace').problem('nothing: the target is in the namespace of the policy');
    }
    return kind === undefined || name === undefined ? [] : [{ kind, name }];
  });
}
