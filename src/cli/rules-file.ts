import { NetworkRule, readNetworkRules } from '../checks/network-rules';
import { Manifest } from '../topology/manifest';
import { Problem } from '../topology/model';
import { readYaml } from '../topology/read-yaml';

/** The rules of a text, or what is wrong with it. */
export interface RulesFile {
  readonly rules: readonly NetworkRule[];
  readonly problems: readonly Problem[];
}

/** Reads rules about connections, from YAML or JSON. */
export function readRulesFile(text: string, source: string): RulesFile {
  let documents: readonly Manifest[];
  try {
    const read = readYaml(text, source);
    if (read.problems.length > 0) return { rules: [], problems: read.problems };
    documents = read.manifests;
  } catch (error) {
    // The one way in which a text alone can end the reader: it calls itself for each level.
    if (!(error instanceof RangeError)) throw error;
    return { rules: [], problems: [{ source, message: 'not valid YAML: nested too deeply' }] };
  }
  return readNetworkRules(documents, source);
}
