import { DeploymentStrategy } from './cdk8s-plus';
import { INT32_MAX } from '../support/numbers';
import { refuse, Where } from '../support/refuse';

/** Checks how old pods make way for new ones: cdk8s-plus takes any number of pods and any percentage. */
export function checkStrategy(where: Where, strategy: DeploymentStrategy, what = 'strategy'): void {
  const { maxSurge, maxUnavailable } = strategy._toKube().rollingUpdate ?? {};
  checkShare(where, `${what}.maxSurge`, maxSurge?.value, INT32_MAX);
  // More than all pods cannot be missing.
  checkShare(where, `${what}.maxUnavailable`, maxUnavailable?.value, 100);
}

function checkShare(where: Where, what: string, value: unknown, mostPercent: number): void {
  if (value === undefined) return;
  const isPercentage = typeof value === 'string';
  const amount = isPercentage ? Number(/^(\d+)%$/.exec(value)?.[1] ?? NaN) : Number(value);
  const most = isPercentage ? mostPercent : INT32_MAX;
  if (Number.isInteger(amount) && amount >= 0 && amount <= most) return;
  refuse(where, {
    what,
    got: value,
    allowed: isPercentage ? `whole percents from 0 to ${most}` : `a whole number of pods from 0 to ${most}`,
  });
}
