import { RunningContainer, runningContainers, shownName } from './running-containers';
import { namesSecret } from '../../support/env-names';
import { isLiteral, literalSecret } from '../../support/literal-secret';
import { secretArguments, SecretText, secretText, withSeverity } from '../../support/secret-text';
import { CheckInput } from '../check-input';
import { Raw } from '../raw';
import { Found, Rule } from '../rule';

const FROM_SECRET = 'valueFrom: {secretKeyRef: {name: …, key: …}}';
const RENEW = 'and replace the secret if it is in use: whoever reads manifests has it';

/** Passwords, keys and tokens that stand in manifests as they are. */
export const secretInText: Rule = {
  id: 'secret-in-text',
  title: 'A secret is written as text',
  severity: 'error',
  group: 'running',
  why: 'Manifests are kept in repositories and read by many, and what is in them is in their history for good.',
  fix: 'Take the value from a Secret, or accept it if anybody may read it.',
  *find(input: CheckInput): Iterable<Found> {
    for (const container of input.once(runningContainers)) {
      yield* inVariables(container);
      yield* inCommands(container);
      yield* inRequests(container);
    }
    for (const object of input.ofKind('ConfigMap', '')) {
      for (const [key, field] of object.root.get('data').entries()) {
        const found = secretText(key, field.text() ?? '');
        if (found === undefined) continue;
        yield {
          object,
          field,
          detail: key,
          severity: found.severity,
          message: `${object.id}: ${shownName(key)} is a text of a ConfigMap, ${found.why}`,
          fix: `move ${shownName(key)} into a Secret, ${RENEW}`,
        };
      }
    }
  },
};

function* inVariables({ object, words, key, field }: RunningContainer): Iterable<Found> {
  for (const variable of field.get('env').items()) {
    const name = variable.get('name').text() ?? '';
    const value = variable.get('value');
    const found = secretText(name, value.text() ?? '');
    if (found === undefined) continue;
    yield {
      object,
      field: value,
      detail: `${key} env ${name}`,
      severity: found.severity,
      message: `${object.id}: ${words} has variable ${shownName(name)} as text, ${found.why}`,
      fix: `write ${FROM_SECRET} for ${shownName(name)}, ${RENEW}`,
    };
  }
}

function* inCommands(container: RunningContainer): Iterable<Found> {
  const { field, words } = container;
  const [command, args] = [field.get('command'), field.get('args')];
  // Together, since a shell is in one and its line in the other.
  const secret = argumentsIn(command, args);
  const place = secret !== undefined && argumentsIn(command) !== undefined ? command : args;
  yield* toFound(
    container,
    'command',
    place,
    secret,
    `set a variable of ${words} with ${FROM_SECRET} and name it there, such as $(DB_PASSWORD)`,
  );
  for (const handler of handlersOf(field)) {
    const list = handler.get('exec', 'command');
    const fix = `set a variable of ${words} with ${FROM_SECRET}, and let a shell put it in: [sh, -c, …]`;
    yield* toFound(container, `command of its ${nameOf(handler)}`, list, argumentsIn(list), fix);
  }
}

function argumentsIn(...lists: readonly Raw[]): SecretText | undefined {
  return secretArguments(lists.flatMap((list) => list.items()).flatMap((item) => item.text() ?? []));
}

function* inRequests(container: RunningContainer): Iterable<Found> {
  const fix = 'ask what needs no login: Kubernetes fills nothing into what a probe sends';
  for (const handler of handlersOf(container.field)) {
    const path = handler.get('httpGet', 'path');
    const text = path.text() ?? '';
    const why = withSeverity(literalSecret(text), text);
    yield* toFound(container, `path of its ${nameOf(handler)}`, path, why, fix);
    for (const header of handler.get('httpGet', 'httpHeaders').items()) {
      const name = header.get('name').text() ?? '';
      const value = header.get('value').text() ?? '';
      const isLogin = namesSecret(name) || /^\s*(Bearer|Basic)\s+\S/i.test(value);
      const what = isLogin && isLiteral(value) ? 'with what logs in' : literalSecret(value);
      yield* toFound(
        container,
        `header ${shownName(name)} of its ${nameOf(handler)}`,
        header,
        withSeverity(what, value),
        fix,
      );
    }
  }
}

function nameOf({ path }: Raw): string {
  return String(path[path.length - 1]);
}

/** Whatever asks or runs something beside the program: the probes, and what is done after its start and before its end. */
function handlersOf(container: Raw): Raw[] {
  const lifecycle = container.get('lifecycle');
  return [
    ...['startupProbe', 'readinessProbe', 'livenessProbe'].map((name) => container.get(name)),
    ...['postStart', 'preStop'].map((name) => lifecycle.get(name)),
  ];
}

function* toFound(
  { object, words, key }: RunningContainer,
  what: string,
  field: Raw,
  secret: SecretText | undefined,
  fix: string,
): Iterable<Found> {
  if (secret === undefined) return;
  const { why, severity } = secret;
  const held = why.startsWith('with ') ? why.slice('with '.length) : `a text ${why.replace(/^whose text /, 'that ')}`;
  yield {
    object,
    field,
    detail: `${key} ${what}`,
    severity,
    message: `${object.id}: ${words} has a secret in the ${what}: ${held}`,
    fix: `${fix}, ${RENEW}`,
  };
}
