import { RunningContainer } from './running-containers';
import { CheckInput } from '../check-input';
import { Raw } from '../raw';

/** What the LimitRanges of a namespace give to containers that say nothing. */
interface DefaultResources {
  readonly requests: Set<string>;
  readonly limits: Set<string>;
}

/** The same for each namespace of the input that has a LimitRange. */
export function defaultResources(input: CheckInput): ReadonlyMap<string, DefaultResources> {
  const byNamespace = new Map<string, DefaultResources>();
  for (const { namespace = '', root } of input.ofKind('LimitRange', '')) {
    const given = byNamespace.get(namespace) ?? { requests: new Set<string>(), limits: new Set<string>() };
    byNamespace.set(namespace, given);
    for (const range of root.get('spec', 'limits').items()) {
      if (range.get('type').value !== 'Container') continue;
      const namesOf = (field: string): string[] =>
        range
          .get(field)
          .entries()
          .map(([name]) => name);
      // The API server takes the most for the default where none is written, and the default for what is asked for.
      for (const name of [...namesOf('default'), ...namesOf('max')]) given.limits.add(name);
      for (const name of [...namesOf('defaultRequest'), ...namesOf('min'), ...given.limits]) given.requests.add(name);
    }
  }
  return byNamespace;
}

/** Whether a container has a request or a limit, be it one that its namespace gives. */
export function hasResource(
  input: CheckInput,
  { object, field, pods }: RunningContainer,
  list: 'requests' | 'limits',
  name: string,
): boolean {
  // What a pod says as a whole is for all of its containers.
  const places = [field.get('resources'), pods.spec.get('resources')];
  const isWritten = places.some((place) => !requestOrLimit(place, list, name).isAbsent);
  return (
    isWritten ||
    input
      .once(defaultResources)
      .get(object.namespace ?? '')
      ?.[list].has(name) === true
  );
}

/** What is written of it: a limit is a request, too, where no other is written. */
export function requestOrLimit(resources: Raw, list: 'requests' | 'limits', name: string): Raw {
  const own = resources.get(list, name);
  return list === 'requests' && own.isAbsent ? resources.get('limits', name) : own;
}
