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
  *find({ pods }: CheckInput): Iterable<Found> {
    for (const { object, containers } of pods) {
      for (const { name, field } of containers) {
        const seen = new Set<string>();
        for (const variable of field.get('env').items()) {
          const key = variable.get('name').text();
          if (key === undefined) continue;
          if (seen.has(key)) {
            yield {
              object,
              field: variable,
              detail: `${name} ${key}`,
              message: `${object.id}: container ${name} has the variable ${key} twice, and the last one counts`,
              fix: `leave one ${key} in env of container ${name}`,
            };
          }
          seen.add(key);
        }
      }
    }
  },
};
