import { closedToApiServer } from './api-server-access';
import { CheckInput } from '../check-input';
import { CheckedPods } from '../checked-pods';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';
import { accountNamed, accountOf } from '../running/accounts';

/** Pods with a token for the API server mostly want to use it. It is a warning, because the token may be for others. */
export const apiServerClosed: Rule = {
  id: 'api-server-closed',
  title: 'Pods with a token may not connect to the API server',
  severity: 'warning',
  group: 'connectivity',
  why: 'A token is mounted on purpose, and calls to the API server wait for their timeout. It may be for others, too: Vault and meshes know pods by it.',
  fix: 'Open the pods to the API server, or mount no token: automountServiceAccountToken: false.',
  *find(input: CheckInput): Iterable<Found> {
    for (const pods of input.pods) {
      if (!surelyMountsToken(input, pods)) continue;
      const closed = closedToApiServer(input, 'egress', pods.position);
      if (closed === undefined) continue;
      const { object, spec } = pods;
      yield {
        object,
        field: spec.get('automountServiceAccountToken'),
        message:
          `${object.id} mounts the token of its service account, and may not connect to the API server, because of ` +
          `${firstOf(closed.policies)}${closed.note === undefined ? '' : `. ${closed.note}`}`,
        fix: `${closed.fix}${closed.fix.endsWith(';') ? '' : ';'} or, where the token is not for that, mount none: automountServiceAccountToken: false`,
        from: object.id,
      };
    }
  },
};

/** Kubernetes mounts the token where nobody says anything; who says nothing does not mean to use it. */
function surelyMountsToken(input: CheckInput, { object: { namespace = '' }, spec }: CheckedPods): boolean {
  const field = 'automountServiceAccountToken';
  const own = spec.get(field);
  const account = accountNamed(input, namespace, accountOf(spec).name);
  return (own.isAbsent ? account?.root.get(field) : own)?.flag() === true;
}
