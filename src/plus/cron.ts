import { Cron } from 'cdk8s';

/** A schedule of cdk8s with any text, also one that its fields cannot say: `@every 1h`. */
export function cronOf(schedule: string): Cron {
  return Object.assign(new Cron(), { expressionString: schedule });
}
