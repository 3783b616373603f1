import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Analysis } from '../../src/reachability/analysis';
import { Flow } from '../../src/reachability/flow';
import { PortRange } from '../../src/reachability/port-set';
import { REASONS } from '../../src/reachability/reason';
import { formatWays } from '../../src/render/ways';
import { Problem } from '../../src/topology/model';
import { parseTopology } from '../../src/topology/parse';
import { readYaml } from '../../src/topology/read-yaml';
import { Texts } from '../reachability/texts';

/** The folders of scenarios about policies of other kinds; each holds a folder per scenario. */
export const GROUPS = ['tiers', 'cilium', 'names', 'not-judged', 'refused'];

/** What all expectations may have. */
export interface Expectation {
  /** What the manifests do not say. */
  readonly options?: { readonly podCidrs?: readonly string[] };
  /** All flows between workloads, in order: `from -> to ports verdict`, then the reason's key in parentheses. */
  readonly flows?: readonly string[];
  /** All flows with the internet, addresses, and pods, names, nodes and entities that are not in the input, in order. */
  readonly outside?: readonly string[];
}

/** The folders within one, in order. */
export function foldersOf(folder: string): readonly string[] {
  return readdirSync(join(__dirname, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Whether a scenario has a file. */
export function hasFile(name: string, file: string): boolean {
  return existsSync(join(__dirname, name, file));
}

/** A file of a scenario. */
export function read(name: string, file: string): string {
  return readFileSync(join(__dirname, name, file), 'utf8');
}

/** A scenario's manifests as they are analysed, with what is wrong with them. */
export function load(
  name: string,
  options: Expectation['options'],
): { readonly analysis: Analysis; readonly problems: readonly Problem[] } {
  const { manifests, problems } = readYaml(read(name, 'manifests.yaml'), 'manifests.yaml');
  const parsed = parseTopology(manifests);
  return { analysis: Analysis.of(parsed.topology, options), problems: [...problems, ...parsed.problems] };
}

/** A flow as expectations write it. */
export function formatFlow({ from, to, except, ports, verdict, reason, only, services, ways }: Texts<Flow>): string {
  const [end, ...others] = [from, to].map((text) =>
    except !== undefined && text.startsWith('ip:') ? `${text} except ${except.join(' ')}` : text,
  );
  const key = Object.entries(REASONS).find(([, { code }]) => code === reason?.code)?.[0];
  const why = key === undefined ? '' : ` (${key})`;
  const through = services === undefined ? '' : ` through ${services.join(' ')}`;
  const by = ways === undefined ? through : ` via ${formatWays(ways).join('; ')}`;
  const narrowed = only === undefined ? '' : ` only ${only.join(', ')}`;
  return `${end} -> ${others[0]} ${formatPorts(ports)} ${verdict}${narrowed}${why}${by}`;
}

function formatPorts(ports: readonly PortRange[]): string {
  const texts = ports.map(({ protocol, port, endPort }) => {
    if (port === 1 && endPort === 65535) return `all/${protocol}`;
    return port === endPort ? `${port}/${protocol}` : `${port}-${endPort}/${protocol}`;
  });
  return texts.join(' ') === 'all/TCP all/UDP all/SCTP' ? 'all' : texts.join(' ');
}

/** Whether one end of a flow is no workload of the input. */
export function isOutside({ from, to }: Texts<Flow>): boolean {
  return [from, to].some((end) => /^(internet$|(ip|pods|name|nodes|entity):)/.test(end));
}
