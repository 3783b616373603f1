import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { namespaceOf } from '../../network/namespace';
import { PerPass } from '../../support/render-pass';

/** The accounts of each namespace that the app declares, or has accounts in. */
const ACCOUNTS = new PerPass<IConstruct, ReadonlyMap<string, ReadonlySet<string>>>((root) => {
  const byNamespace = new Map<string, Set<string>>();
  const namesIn = (namespace: string): Set<string> => {
    const known = byNamespace.get(namespace) ?? new Set<string>();
    byNamespace.set(namespace, known);
    return known;
  };
  for (const object of root.node.findAll()) {
    if (!ApiObject.isApiObject(object) || object.apiVersion !== 'v1') continue;
    if (object.kind === 'Namespace') namesIn(object.name);
    if (object.kind === 'ServiceAccount') namesIn(namespaceOf(object) ?? '').add(object.name);
  }
  return byNamespace;
});

/** Whether checks miss an account in the app because it has what is around it: somebody else makes the account. */
export function isAccountElsewhere(owner: IConstruct, name: string): boolean {
  return (
    ACCOUNTS.get(owner.node.root)
      .get(namespaceOf(owner) ?? '')
      ?.has(name) === false
  );
}
