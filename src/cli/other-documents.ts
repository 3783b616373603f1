import { Fields, isMap } from './unrendered-kind';

/** Documents that often lie beside manifests, and are none. */
const KNOWN: readonly (readonly [what: string, is: (object: Fields) => boolean])[] = [
  [
    'a workflow of GitHub Actions',
    ({ jobs }) => hasOne(jobs, (job) => 'steps' in job || 'runs-on' in job || 'uses' in job),
  ],
  ['a description of an HTTP API', ({ openapi, swagger }) => openapi !== undefined || swagger !== undefined],
  [
    'a package.json',
    ({ name, dependencies, devDependencies, scripts }) =>
      typeof name === 'string' && [dependencies, devDependencies, scripts].some(isMap),
  ],
  ['a tsconfig.json', ({ compilerOptions }) => isMap(compilerOptions)],
  ['a configuration of Prometheus', ({ scrape_configs: scrape }) => Array.isArray(scrape)],
  ['a list of rules for Prometheus', ({ groups }) => hasOne(groups, ({ rules }) => Array.isArray(rules))],
  ['a pipeline', (object) => Array.isArray(object.stages) || hasOne(object, ({ script }) => Array.isArray(script))],
  ['a template of CloudFormation', ({ AWSTemplateFormatVersion: version }) => version !== undefined],
];

/** What a document without kind looks like; undefined if it is an object of Kubernetes, or nobody knows. */
export function otherDocument(object: unknown): string | undefined {
  if (Array.isArray(object)) {
    const isPatch = object.length > 0 && object.every((one) => isMap(one) && 'op' in one && 'path' in one);
    return isPatch ? 'a JSON patch' : undefined;
  }
  if (!isMap(object) || object.kind !== undefined || object.apiVersion !== undefined) return undefined;
  return KNOWN.find(([, is]) => is(object))?.[0];
}

function hasOne(container: unknown, is: (one: Fields) => boolean): boolean {
  return (
    typeof container === 'object' && container !== null && Object.values(container).some((one) => isMap(one) && is(one))
  );
}
