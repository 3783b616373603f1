import { Size } from 'cdk8s';
import { Cpu, k8s } from '../../plus/cdk8s-plus';
import { cpuMillis, sizeQuantity } from '../../plus/quantity';
import { inWords, refuse, Where } from '../../support/refuse';

/** An amount of each of the resources that pods compute with. */
export interface ResourceAmounts {
  /**
   * Processor time.
   *
   * @default - not said
   */
  readonly cpu?: Cpu;

  /**
   * Memory.
   *
   * @default - not said
   */
  readonly memory?: Size;

  /**
   * Space on the node's disk: logs, written layers, emptyDirs.
   *
   * @default - not said
   */
  readonly ephemeralStorage?: Size;
}

/** The name of a resource as Kubernetes spells it, by ours. */
export const RESOURCES = { cpu: 'cpu', memory: 'memory', ephemeralStorage: 'ephemeral-storage' } as const;
export type ResourceKey = keyof typeof RESOURCES;

/** An amount that can be compared with others of its resource, and rendered. */
export interface Amount {
  readonly size: number;
  readonly text: string;
  readonly where: string;
}

/** The largest amount in thousandths of a core or in kibibytes: 8 EiB is what a quantity holds. */
const LARGEST = 2 ** 53;

/** An amount as it is written, checked. */
export function amountOf(where: Where, what: string, value: Cpu | Size | undefined): Amount | undefined {
  if (value === undefined) return undefined;
  const isSize = value instanceof Size;
  const size = isSize ? value.toKibibytes() : cpuMillis(value);
  const text = isSize ? sizeQuantity(value) : value.amount;
  if (size >= 0 && size <= LARGEST) return { size, text, where: what };
  return refuse(where, { what, got: inWords(text), allowed: 'at least 0, and no more than a quantity holds' });
}

/** Refuses amounts of which the first, where both are there, is larger than the second. */
export function checkAtMost(where: Where, lower: Amount | undefined, upper: Amount | undefined): void {
  if (lower === undefined || upper === undefined || lower.size <= upper.size) return;
  refuse(where, {
    what: lower.where,
    got: inWords(lower.text),
    allowed: `at most ${upper.text}, which is \`${upper.where}\``,
    fix: 'lower the one or raise the other',
  });
}

/** Amounts by Kubernetes' names; `undefined` where there are none. */
export function quantities(
  amounts: Iterable<readonly [string, Amount | undefined]>,
): { [key: string]: k8s.Quantity } | undefined {
  const given = [...amounts].flatMap(([name, amount]) =>
    amount === undefined ? [] : [[name, k8s.Quantity.fromString(amount.text)] as const],
  );
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
