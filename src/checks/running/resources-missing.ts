import { hasResource } from './container-resources';
import { quotaDemands } from './quota-demands';
import { runningContainers } from './running-containers';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { Found, Rule } from '../rule';

const NAMES = ['cpu', 'memory', 'ephemeral-storage'] as const;

/** Containers that do not say what they need, or how much they may take. */
export const resourcesMissing: Rule = {
  id: 'resources-missing',
  title: 'A container has no requests or limits',
  severity: 'warning',
  group: 'running',
  why: 'Without requests the scheduler takes it for nothing and the kubelet stops it first; without limits it may take what others need.',
  fix: 'Write resources.requests and resources.limits for cpu, memory and ephemeral-storage.',
  *find(input: CheckInput): Iterable<Found> {
    for (const container of input.once(runningContainers)) {
      const { object, words, key, field } = container;
      const [requests, limits] = (['requests', 'limits'] as const).map((list) =>
        NAMES.filter((name) => !hasResource(input, container, list, name) && !isDemanded(input, object, list, name)),
      );
      if (requests.length + limits.length === 0) continue;
      const missing = [...partOf('request', requests), ...partOf('limit', limits)];
      const isPlaced = requests.every((name) => name === 'ephemeral-storage');
      yield {
        object,
        field: field.get('resources'),
        detail: key,
        ...(isPlaced ? { severity: 'note' } : {}),
        message: `${object.id}: ${words} has ${missing.join(', and ')}`,
        fix: `write them into resources of ${words}`,
      };
    }
  },
};

/** Whether a quota asks for it, which another rule tells. */
function isDemanded(input: CheckInput, { namespace = '' }: CheckedObject, list: string, name: string): boolean {
  const demands = input.once(quotaDemands).get(namespace) ?? [];
  return demands.some((demand) => demand.list === list && demand.resource === name);
}

function partOf(what: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`no ${what} for ${names.join(', ').replace(/, ([^,]*)$/, ' and $1')}`];
}
