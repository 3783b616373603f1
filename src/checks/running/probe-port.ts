import { askedPort, namedPorts, PROBES } from './probes';
import { RunningContainer, runningContainers, shownName } from './running-containers';
import { portNumber } from './whole-number';
import { isToBeFilledIn } from '../../support/sure-secret';
import { CheckInput } from '../check-input';
import { CheckedPods } from '../checked-pods';
import { Raw } from '../raw';
import { Found, Rule } from '../rule';

/** Probes that ask at a port which the container does not have. */
export const probePort: Rule = {
  id: 'probe-port',
  title: 'A probe asks at a port that is not declared',
  severity: 'error',
  group: 'running',
  why: 'A probe at a name that no port of its container has fails each time: the pod is never ready, or is restarted for ever.',
  fix: 'Name a port of the same container.',
  *find(input: CheckInput): Iterable<Found> {
    const declared = new Map<CheckedPods, ReadonlySet<number>>();
    for (const container of input.once(runningContainers)) {
      if (container.kind === 'init') continue;
      for (const probe of PROBES) {
        const asked = askedPort(container.field.get(probe));
        if (asked === undefined) continue;
        const name = asked.field.text();
        const number = portNumber(asked.field);
        if (name !== undefined) {
          // What a tool puts something in for before it applies is no name yet.
          const isName = name !== '' && !isToBeFilledIn(name);
          if (isName && !namedPorts(container).has(name)) yield unnamed(container, probe, asked.field, name);
        } else if (number !== undefined && asked.host === undefined) {
          const ports = declared.get(container.pods) ?? declaredPorts(container.pods);
          declared.set(container.pods, ports);
          if (!ports.has(number)) yield undeclared(container, probe, asked.field, number);
        }
      }
    }
  },
};

/** Those of all containers: a probe may ask what stands before its own. */
function declaredPorts({ containers }: CheckedPods): ReadonlySet<number> {
  const ports = containers.flatMap(({ field }) => field.get('ports').items());
  return new Set(ports.flatMap((port) => portNumber(port.get('containerPort')) ?? []));
}

function unnamed(
  { object, words, key, field: container }: RunningContainer,
  probe: string,
  field: Raw,
  name: string,
): Found {
  const names = [...namedPorts({ field: container }).keys()].filter((each) => each !== '');
  const common = { object, field, detail: `${key} ${probe}` };
  if (/^\d+$/.test(name)) {
    return {
      ...common,
      message: `${object.id}: ${probe} of ${words} asks at port "${name}", which is a text and no number: the API server refuses it`,
      fix: 'leave out the quotes',
    };
  }
  return {
    ...common,
    message: `${object.id}: ${probe} of ${words} asks at port ${shownName(name)}, which that container does not have: it fails each time`,
    fix:
      names.length === 0
        ? `give the port of ${words} that name, or write its number`
        : `name one of ${names.map(shownName).join(', ')}, or write the number`,
  };
}

function undeclared({ object, words, key }: RunningContainer, probe: string, field: Raw, number: number): Found {
  return {
    object,
    field,
    detail: `${key} ${probe}`,
    severity: 'note',
    message: `${object.id}: ${probe} of ${words} asks at port ${number}, which no container declares`,
    fix: `add containerPort: ${number} to the ports of ${words}`,
  };
}
