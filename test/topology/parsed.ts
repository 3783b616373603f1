import { ParseOptions, ParseResult, parseTopology } from '../../src/topology/parse';
import { readYaml } from '../../src/topology/read-yaml';

/** What YAML documents say, and what is wrong with them; their source is `input.yaml`. */
export function parsed(yaml: string, options?: ParseOptions): ParseResult {
  const { manifests, problems } = readYaml(yaml, 'input.yaml');
  const result = parseTopology(manifests, options);
  return { topology: result.topology, problems: [...problems, ...result.problems] };
}

/** The messages of the problems, with their lines. */
export function problemsOf(yaml: string): string[] {
  return parsed(yaml).problems.map(({ line, message }) => `line ${line}: ${message}`);
}
