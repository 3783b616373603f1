import { IssueRule } from './issue';
import { isOutOfCluster } from './risk';
import { FlowChange, Risk } from '../reachability/diff';

const DOCS =
  'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/command-line.md#the-order-of-risk';
const FIX = 'Narrow what opens it, or say in the review why it is meant.';

/** From or to the public internet. */
const internetOpened: IssueRule = {
  id: 'internet-opened',
  title: 'A connection with the internet is opened',
  severity: 'error',
  why: 'Whoever is on the internet may connect, or pods may send whatever they have to anybody.',
  fix: FIX,
  docs: DOCS,
  tags: ['connectivity', 'diff'],
};

/** With every pod of the cluster. */
const clusterOpened: IssueRule = {
  ...internetOpened,
  id: 'cluster-opened',
  title: 'A connection with every pod of the cluster is opened',
  severity: 'warning',
  why: 'Each pod counts, those of other teams and those that somebody took over among them.',
};

/** With something outside of the input that is neither. */
const outsideOpened: IssueRule = {
  ...internetOpened,
  id: 'outside-opened',
  title: 'A connection with the outside is opened',
  severity: 'warning',
  why: 'The other end is addresses, pods or nodes that the manifests do not have, so that nobody sees there what it is.',
};

/** Between two workloads. */
const connectionOpened: IssueRule = {
  ...internetOpened,
  id: 'connection-opened',
  title: 'A connection between two workloads is opened',
  severity: 'note',
  why: 'One workload may reach another one that it could not reach, or on more ports.',
};

/** What changes may open, the worst first. */
export const OPENING_RULES: readonly IssueRule[] = [internetOpened, clusterOpened, outsideOpened, connectionOpened];

/** The rule of a change that opens something. */
export function openingRule({ risk, from, to }: FlowChange): IssueRule {
  if (risk === Risk.INTERNET) return isOutOfCluster(from) || isOutOfCluster(to) ? internetOpened : clusterOpened;
  return risk === Risk.OUTSIDE ? outsideOpened : connectionOpened;
}
