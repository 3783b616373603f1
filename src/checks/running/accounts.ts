import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { Raw } from '../raw';

/** The account of pods; the second name is that of former versions. */
export function accountOf(spec: Raw): { readonly name: string; readonly field: Raw } {
  const own = spec.get('serviceAccountName');
  const field = own.text() === undefined || own.value === '' ? spec.get('serviceAccount') : own;
  const name = field.text() ?? '';
  return name === '' ? { name: 'default', field: own } : { name, field };
}

/** The accounts of the input, by their ids. */
export function accountsOf(input: CheckInput): ReadonlyMap<string, CheckedObject> {
  return new Map(input.ofKind('ServiceAccount', '').map((account) => [account.id, account]));
}

/** An account of the input. */
export function accountNamed(input: CheckInput, namespace: string, name: string): CheckedObject | undefined {
  return input.once(accountsOf).get(`${namespace}/ServiceAccount/${name}`);
}

/** The namespaces of which the input surely has the accounts: it declares them, or has others of their accounts. */
export function namespacesWithAccounts(input: CheckInput): ReadonlySet<string> {
  return new Set([
    ...input.ofKind('Namespace', '').map(({ name }) => name),
    ...input.ofKind('ServiceAccount', '').flatMap(({ namespace }) => namespace ?? []),
  ]);
}
