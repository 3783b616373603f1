import { runningContainers, shownName } from './running-containers';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Containers with two volumes at one path. */
export const duplicateMount: Rule = {
  id: 'duplicate-mount',
  title: 'A container mounts two volumes at one path',
  severity: 'error',
  group: 'running',
  why: 'The API server refuses it: one of them would hide the other.',
  fix: 'Leave one of them, or give it another path.',
  *find(input: CheckInput): Iterable<Found> {
    for (const { object, words, key, field } of input.once(runningContainers)) {
      const seen = new Set<string>();
      for (const mount of field.get('volumeMounts').items()) {
        const path = mount.get('mountPath').text();
        if (path === undefined) continue;
        if (seen.has(path)) {
          yield {
            object,
            field: mount,
            detail: `${key} ${path}`,
            message: `${object.id}: ${words} mounts two volumes at ${shownName(path)}, which the API server refuses`,
            fix: `leave one mount at ${shownName(path)} for ${words}`,
          };
        }
        seen.add(path);
      }
    }
  },
};
