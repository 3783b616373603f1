import { claimsOf, isForOneNode, MountedClaim } from './claims';
import { runningPods } from './running-containers';
import { scaleOf } from './scale';
import { wholeNumber } from './whole-number';
import { CheckInput } from '../check-input';
import { CheckedPods } from '../checked-pods';
import { Found, Rule } from '../rule';

/** Claims for one node that pods of several nodes may want. */
export const claimAccess: Rule = {
  id: 'claim-access',
  title: 'Several pods want a disk that one node can have',
  severity: 'warning',
  group: 'running',
  why: 'A pod on another node waits for the disk for ever: the second replica, or the new pod of an update.',
  fix: 'Write strategy: {type: Recreate} and one replica, a StatefulSet with volumeClaimTemplates, or a claim with ReadWriteMany.',
  *find(input: CheckInput): Iterable<Found> {
    for (const pods of input.once(runningPods)) {
      for (const mounted of claimsOf(input, pods)) {
        const found = isForOneNode(mounted) ? judge(input, pods, mounted) : undefined;
        if (found !== undefined) yield found;
      }
    }
  },
};

function judge(input: CheckInput, pods: CheckedPods, { claim, volume }: MountedClaim): Found | undefined {
  const { object } = pods;
  const common = { object, field: volume, detail: claim.name };
  const modes = claim.root
    .get('spec', 'accessModes')
    .items()
    .map(({ value }) => String(value));
  const what = `claim ${claim.name}, which one ${modes.includes('ReadWriteOnce') ? 'node' : 'pod'} can have (${modes.join(', ')})`;
  const many = severalPods(input, pods);
  if (many !== undefined) {
    return {
      ...common,
      message: `${object.id}: ${many} share ${what}`,
      fix: `use ${scaleOf(input, pods) === undefined ? '' : 'a StatefulSet with volumeClaimTemplates, or '}a claim with ReadWriteMany`,
    };
  }
  if (!surges(pods)) return undefined;
  return {
    ...common,
    message: `${object.id}: an update starts a new pod before the old one lets go of ${what}`,
    fix: 'write strategy: {type: Recreate}',
  };
}

/** What there is more than one of. */
function severalPods(input: CheckInput, pods: CheckedPods): string | undefined {
  const { object } = pods;
  if (object.kind === 'DaemonSet') return 'the pods of all nodes';
  const spec = object.root.get('spec');
  const count = object.kind === 'Job' ? wholeNumber(spec.get('parallelism')) : scaleOf(input, pods)?.fewest;
  return count !== undefined && count > 1 ? `${count} pods` : undefined;
}

/** Whether a rolling update has more pods than there are else: a quarter of them, rounded up, unless something else is written. */
function surges({ object }: CheckedPods): boolean {
  const spec = object.root.get('spec');
  if (object.kind !== 'Deployment' || spec.get('replicas').value === 0) return false;
  const strategy = spec.get('strategy');
  if (strategy.get('type').value === 'Recreate') return false;
  const surge = strategy.get('rollingUpdate', 'maxSurge').value;
  return surge !== 0 && surge !== '0%';
}
