import { readNetworkRules, ReadRules } from './read-network-rules';
import { readYaml } from '../../topology/read-yaml';

/** Reads the rules of a text, from YAML or JSON. */
export function readRulesText(text: string, source: string): ReadRules {
  try {
    const { manifests, problems } = readYaml(text, source);
    return problems.length > 0 ? { rules: [], problems } : readNetworkRules(manifests, source);
  } catch (error) {
    // The one way in which a text alone can end the reader: it calls itself for each level.
    if (!(error instanceof RangeError)) throw error;
    return { rules: [], problems: [{ source, message: 'not valid YAML: nested too deeply' }] };
  }
}
