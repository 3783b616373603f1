import { Construct } from 'constructs';
import { checkedVariables, Variable } from './environment';
import { MadePods } from './part';
import { Container, ContainerRestartPolicy } from '../../plus/cdk8s-plus';
import { refuse } from '../../support/refuse';

/** Which containers get a variable. */
export interface EnvOptions {
  /**
   * The names of the containers that get it: the main one's is the workload's name.
   *
   * @default - the main container
   */
  readonly containers?: string[];
}

/**
 * Checks variables for the containers of these names, else for the main one and the init containers, which keep what
 * they bring themselves. What it returns sets all of them.
 */
export function variablesFor(
  owner: Construct,
  pods: MadePods,
  variables: readonly Variable[],
  names?: readonly string[],
): () => void {
  const { main } = pods;
  const setters =
    names === undefined
      ? [checkedVariables(owner, main, variables), ...initContainers(pods).map(missingIn)]
      : containersNamed(owner, pods, names).map((container) =>
          checkedVariables(owner, container, variables, container === main ? '' : `container "${container.name}": `),
        );
  return () => {
    for (const set of setters) set();
  };

  function missingIn(container: Container): () => void {
    const brought = container.env.variables;
    const missing = variables.filter(([name]) => !Object.hasOwn(brought, name));
    return checkedVariables(owner, container, missing);
  }
}

/** Those that end before the others start; one that goes on running is a sidecar. */
function initContainers({ workload }: MadePods): Container[] {
  return workload.initContainers.filter(({ restartPolicy }) => restartPolicy !== ContainerRestartPolicy.ALWAYS);
}

/** The containers of these names. */
export function containersNamed(owner: Construct, { workload }: MadePods, names: readonly string[]): Container[] {
  const all = [...workload.containers, ...workload.initContainers];
  if (names.length === 0) {
    refuse(owner, {
      what: 'containers',
      got: names,
      allowed: 'at least one name',
      fix: 'leave `containers` out, or name some',
    });
  }
  return [...new Set(names)].map((name) => {
    const found = all.find((container) => container.name === name);
    if (found !== undefined) return found;
    return refuse(owner, {
      what: 'containers',
      got: name,
      allowed: `a container that the pods have by now: ${all.map((container) => `"${container.name}"`).join(', ')}`,
    });
  });
}
