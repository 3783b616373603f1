import { runningContainers, shownName } from './running-containers';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Variables that a container has twice: the last one counts, whatever the first one says. */
export const duplicateEnv: Rule = {
  id: 'duplicate-env',
  title: 'A container has a variable twice',
  severity: 'warning',
  group: 'running',
  why: 'The last one counts, so that the other one is a value that somebody believes in and nobody gets.',
  fix: 'Leave one of them.',
  *find(input: CheckInput): Iterable<Found> {
    for (const { object, words, key, field } of input.once(runningContainers)) {
      const seen = new Set<string>();
      for (const variable of field.get('env').items()) {
        const name = variable.get('name').text();
        if (name === undefined) continue;
        if (seen.has(name)) {
          yield {
            object,
            field: variable,
            detail: `${key} ${name}`,
            message: `${object.id}: ${words} has the variable ${shownName(name)} twice, and the last one counts`,
            fix: `leave one ${shownName(name)} in env of ${words}`,
          };
        }
        seen.add(name);
      }
    }
  },
};
