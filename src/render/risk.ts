import { FlowChange, Risk } from '../reachability/diff';
import { End } from '../reachability/end';

/** The words for a risk, in every format. */
export type RiskName = 'internet' | 'outside' | 'inside' | 'closed';

const NAMES: Readonly<Record<Risk, RiskName>> = {
  [Risk.INTERNET]: 'internet',
  [Risk.OUTSIDE]: 'outside',
  [Risk.INSIDE]: 'inside',
  [Risk.CLOSED]: 'closed',
};

/** The word for a change's risk. */
export function riskName({ risk }: FlowChange): RiskName {
  return NAMES[risk];
}

/** Whether a change opens something, be it only perhaps. */
export function opens({ risk }: FlowChange): boolean {
  return risk !== Risk.CLOSED;
}

/** Whether a change opens something from or to the public internet. */
export function opensInternet({ risk, from, to }: FlowChange): boolean {
  return risk === Risk.INTERNET && (isOutOfCluster(from) || isOutOfCluster(to));
}

/** Whether an end is outside of the cluster. */
export function isOutOfCluster({ kind }: End): boolean {
  return kind === 'addresses' || kind === 'internet' || kind === 'name';
}

/** Changes that belong together, under a heading. */
export interface RiskGroup {
  readonly title: string;
  /** Whether it should be seen without a click. */
  readonly isUrgent: boolean;
  readonly changes: readonly FlowChange[];
}

const GROUPS: readonly (Omit<RiskGroup, 'changes'> & { readonly has: (change: FlowChange) => boolean })[] = [
  {
    title: 'Reachable from the internet',
    isUrgent: true,
    has: (change) => change.risk === Risk.INTERNET && isOutOfCluster(change.from),
  },
  {
    title: 'May reach the internet',
    isUrgent: true,
    has: (change) => change.risk === Risk.INTERNET && isOutOfCluster(change.to),
  },
  { title: 'Open to every pod of the cluster', isUrgent: true, has: (change) => change.risk === Risk.INTERNET },
  { title: 'Opened from or to the outside', isUrgent: false, has: (change) => change.risk === Risk.OUTSIDE },
  { title: 'Opened inside', isUrgent: false, has: (change) => change.risk === Risk.INSIDE },
  { title: 'Closed', isUrgent: false, has: (change) => change.risk === Risk.CLOSED },
];

/** The changes by what they risk, the worst first; groups without changes are left out. */
export function byRisk(changes: readonly FlowChange[]): RiskGroup[] {
  const groups = GROUPS.map(({ title, isUrgent }) => ({ title, isUrgent, changes: [] as FlowChange[] }));
  for (const change of changes) groups[GROUPS.findIndex(({ has }) => has(change))].changes.push(change);
  return groups.filter((group) => group.changes.length > 0);
}

/** `2 added, 1 changed, 0 removed` */
export function countKinds(changes: readonly FlowChange[]): string {
  const count = (kind: FlowChange['kind']): number => changes.filter((change) => change.kind === kind).length;
  return `${count('added')} added, ${count('changed')} changed, ${count('removed')} removed`;
}
