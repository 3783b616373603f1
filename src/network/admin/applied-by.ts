import { refuse, Where } from '../../support/refuse';

/** Who applies a policy of the cluster, if not this app. */
export function checkAppliedBy(where: Where, appliedBy: string | undefined): string | undefined {
  if (appliedBy === undefined || appliedBy.trim() !== '') return appliedBy?.trim();
  return refuse(where, {
    what: 'appliedBy',
    got: appliedBy,
    allowed: 'who applies it, in words',
    fix: "write for example 'the platform team', or leave it out where this app does",
  });
}
