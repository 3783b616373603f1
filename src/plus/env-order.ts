import { k8s } from './cdk8s-plus';

/** `$(NAME)`; `$$(NAME)` is the text itself. */
const REFERENCE = /(\$+)\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g;

/**
 * The variables in an order in which Kubernetes fills in their references: it knows only those that come earlier. The
 * others keep their order, and come first; variables that refer to each other in a circle keep theirs.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function referencesLast(env: readonly k8s.EnvVar[]): k8s.EnvVar[] {
  const names = new Map(env.map((variable) => [variable.name, variable]));
  const ordered = new Set(env.filter(({ value }) => !refers(value)));
  const entered = new Set<k8s.EnvVar>();
  const add = (variable: k8s.EnvVar): void => {
    if (entered.has(variable)) return;
    entered.add(variable);
    for (const name of referencesOf(variable.value ?? '')) {
      const other = names.get(name);
      if (other !== undefined) add(other);
    }
    ordered.add(variable);
  };
  for (const variable of env) add(variable);
  return [...ordered];
}

function refers(value: string | undefined): boolean {
  return value?.includes('$(') ?? false;
}

function referencesOf(text: string): string[] {
  // An even number of dollars stands for dollars.
  return [...text.matchAll(REFERENCE)].filter(([, dollars]) => dollars.length % 2 === 1).map(([, , name]) => name);
}
