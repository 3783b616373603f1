import { isSecretName, namesSecret } from './env-names';

/**
 * How much of a value may be shown: all of it, no texts (`texts`), only texts that are a program's or an option's name
 * (`arguments`), or nothing but what kind of value it is (`closed`).
 */
export type Secrecy = 'open' | 'texts' | 'arguments' | 'closed';

const VARIABLES = ['env', 'envVariables', 'addEnv', 'headers'];
const ARGUMENTS = ['args', 'command'];

/** What a message may show of a value, by the words for where it stood: `env DB_PASSWORD`, `sidecars[0].args`. */
export function secrecyOf(what: string): Secrecy {
  const names = what.slice(-500).match(/[A-Za-z_][\w-]*/g) ?? [];
  const last = names[names.length - 1] ?? '';
  const isVariable = names.some((name) => VARIABLES.includes(name));
  // The kind of object is no secret: "key of the Secret".
  if (last !== 'Secret' && (namesSecret(last) || (isVariable && isSecretName(last)))) return 'closed';
  if (isVariable) return 'texts';
  return names.some((name) => ARGUMENTS.includes(name)) ? 'arguments' : 'open';
}
