import { Construct } from 'constructs';
import { Part } from './part';
import { acceptWhenRendered } from '../../network/accepted-findings';
import { Container, EnvFrom, EnvValue, k8s } from '../../plus/cdk8s-plus';
import { checkEnvSource } from '../../plus/env-sources';
import { isHarmless } from '../../plus/env-values';
import { inWords, refuse } from '../../support/refuse';
import { secretText } from '../../support/secret-text';
import { NotSecret, toEnvValue } from '../values/not-secret';

/** What the main container finds in its environment. @internal */
export interface EnvironmentProps {
  /**
   * Environment variables: text, `EnvValue`, or `NotSecret` for a text whose name sounds like a secret's.
   *
   * @default - none
   */
  readonly env?: { readonly [name: string]: string | EnvValue | NotSecret };

  /**
   * Whole ConfigMaps or Secrets as variables: `Env.fromConfigMap(…)`, `Env.fromSecret(…)`.
   *
   * @default - none
   */
  readonly envFrom?: EnvFrom[];
}

/** The variables of the main container. */
export function environment(owner: Construct, { env = {} }: EnvironmentProps): Part {
  return {
    complete: ({ workload, main }) => {
      for (const [name, value] of Object.entries(env)) addVariable(owner, main, name, value);
      acceptWhenRendered(owner, () => acceptedTexts([...workload.containers, ...workload.initContainers]));
    },
  };
}

/** `NotSecret` says what checks cannot know, unless something else is found beside it. */
function acceptedTexts(containers: readonly Container[]): (readonly [rule: string, reason: string])[] {
  const variables = containers.flatMap(({ env }) => Object.entries(env.variables));
  const found = variables.filter(([name, { value }]) => {
    const text: unknown = value;
    return typeof text === 'string' && secretText(name, text) !== undefined;
  });
  if (found.length === 0 || !found.every(([, value]) => isHarmless(value))) return [];
  const names = [...new Set(found.map(([name]) => name))];
  return [['secret-in-text', `NotSecret says that anybody may read ${names.join(', ')}`]];
}

/** A variable and its value. */
export type Variable = readonly [name: string, value: string | EnvValue | NotSecret];

/** Sets a variable of a container, unless it has another value already. */
export function addVariable(owner: Construct, container: Container, name: string, value: Variable[1]): void {
  checkedVariables(owner, container, [[name, value]])();
}

/** Checks variables against one another and against those of the container. What it returns sets all of them. */
export function checkedVariables(
  owner: Construct,
  { env }: Container,
  variables: readonly Variable[],
  /** Begins what is said of a variable. */
  prefix = '',
): () => void {
  const before = env.variables;
  const checked = new Map<string, EnvValue>();
  for (const [name, value] of variables) {
    const envValue = toEnvValue(owner, name, value);
    checkEnvSource(owner, name, envValue.valueFrom as k8s.EnvVarSource | undefined);
    const existing = checked.get(name) ?? (Object.hasOwn(before, name) ? before[name] : undefined);
    if (existing !== undefined && JSON.stringify(existing) !== JSON.stringify(envValue)) {
      refuse(owner, {
        what: `${prefix}env ${name}`,
        got: inWords('a second, different value'),
        allowed: 'one value per variable',
        fix: 'use another variable name, or remove one of the two',
      });
    }
    checked.set(name, envValue);
  }
  return () => {
    for (const [name, envValue] of checked) env.addVariable(name, envValue);
  };
}
