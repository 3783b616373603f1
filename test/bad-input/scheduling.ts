import { Chart } from 'cdk8s';
import { NodeLabelQuery } from 'cdk8s-plus-28';
import { BadInput } from './row';
import { ClusterProfile, NodeAgent, Scheduling, TopologySpread, WhenUnsatisfiable, Worker } from '../../src';

const image = 'ghcr.io/acme/app:1.0.0';

function worker(chart: Chart, scheduling: Scheduling): Worker {
  return new Worker(chart, 'app', { image, scheduling });
}

function required(chart: Chart, ...labels: NodeLabelQuery[]): Worker {
  return worker(chart, { nodeAffinity: { required: [{ labels }] } });
}

function spread(chart: Chart, ...topologySpread: TopologySpread[]): Worker {
  return worker(chart, { topologySpread });
}

const HOST = 'kubernetes.io/hostname';
const QUALIFIED = 'allowed: "name" or "dns.prefix/name", the name of at most 63 letters, digits, "-", "_" and ".".';
const VALUE = 'allowed: at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit.';

/** On which nodes pods run. */
export const SCHEDULING: { readonly [what: string]: BadInput } = {
  'a node selector with a value that no label has': {
    write: (chart) => worker(chart, { nodeSelector: { pool: 'a b' } }),
    says: `shop/app: value of label "pool": got "a b"; ${VALUE} Fix: leave other characters out, or look the label up: no node has this one`,
  },
  'a node selector with a key that no label has': {
    write: (chart) => worker(chart, { nodeSelector: { 'a/b/c': 'x' } }),
    says: `shop/app: label key: got "a/b/c"; ${QUALIFIED}`,
    withoutFix: true,
  },
  'a runtime class that is no name': {
    write: (chart) => worker(chart, { runtimeClass: 'gVisor' }),
    says: 'shop/app: scheduling.runtimeClass: got "gVisor"; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
  'node affinity that requires one of no terms': {
    write: (chart) => worker(chart, { nodeAffinity: { required: [] } }),
    says: 'shop/app: scheduling.nodeAffinity.required: got []; allowed: at least one term; with none the pods would run nowhere. Fix: leave it out for any node',
  },
  'an empty term of node affinity': {
    write: (chart) => required(chart),
    says: 'shop/app: scheduling.nodeAffinity.required: labels: got []; allowed: at least one; an empty term matches no node. Fix: write for example NodeLabelQuery.is("kubernetes.io/arch", "arm64")',
  },
  'node affinity to one of no values': {
    write: (chart) => required(chart, NodeLabelQuery.in('pool', [])),
    says: 'shop/app: scheduling.nodeAffinity.required: values of label "pool": got []; allowed: at least one value. Fix: use NodeLabelQuery.exists(key)',
  },
  'node affinity to a value that no label has': {
    write: (chart) => required(chart, NodeLabelQuery.is('pool', '-web')),
    says: `shop/app: value of label "pool": got "-web"; ${VALUE} Fix: leave other characters out, or look the label up: no node has this one`,
  },
  'node affinity to a label that is none': {
    write: (chart) => required(chart, NodeLabelQuery.exists('-pool')),
    says: `shop/app: scheduling.nodeAffinity.required: label: got "-pool"; ${QUALIFIED}`,
    withoutFix: true,
  },
  'node affinity to more than two numbers': {
    write: (chart) => required(chart, NodeLabelQuery.gt('cores', ['4', '8'])),
    says: 'shop/app: scheduling.nodeAffinity.required: values of label "cores": got ["4","8"]; allowed: one whole number as a text, such as ["4"]. Fix: write each bound as a query of its own',
  },
  'node affinity to less than a text': {
    write: (chart) => required(chart, NodeLabelQuery.lt('cores', ['many'])),
    says: 'shop/app: scheduling.nodeAffinity.required: values of label "cores": got ["many"]; allowed: one whole number as a text, such as ["4"]. Fix: write each bound as a query of its own',
  },
  'a preference without weight': {
    write: (chart) =>
      worker(chart, { nodeAffinity: { preferred: [{ weight: 0, labels: [NodeLabelQuery.exists('pool')] }] } }),
    says: 'shop/app: scheduling.nodeAffinity.preferred: weight: got 0; allowed: a whole number from 1 to 100.',
    withoutFix: true,
  },
  'a preference of too much weight': {
    write: (chart) =>
      worker(chart, { nodeAffinity: { preferred: [{ weight: 101, labels: [NodeLabelQuery.exists('pool')] }] } }),
    says: 'shop/app: scheduling.nodeAffinity.preferred: weight: got 101; allowed: a whole number from 1 to 100.',
    withoutFix: true,
  },
  'two rules for one kind of place': {
    write: (chart) => spread(chart, { topologyKey: HOST }, { topologyKey: HOST, maxSkew: 2 }),
    says: 'shop/app: scheduling.topologySpread: got kubernetes.io/hostname twice; allowed: one rule for each `topologyKey`. Fix: remove one of the two',
  },
  'a kind of place that is no label': {
    write: (chart) => spread(chart, { topologyKey: '' }),
    says: `shop/app: scheduling.topologySpread: topologyKey: got ""; ${QUALIFIED}`,
    withoutFix: true,
  },
  'places that may not differ': {
    write: (chart) => spread(chart, { topologyKey: HOST, maxSkew: 0 }),
    says: 'shop/app: scheduling.topologySpread: maxSkew: got 0; allowed: a whole number of at least 1.',
    withoutFix: true,
  },
  'fewer places than one': {
    write: (chart) => spread(chart, { topologyKey: HOST, minDomains: 0 }),
    says: 'shop/app: scheduling.topologySpread: minDomains: got 0; allowed: a whole number of at least 1.',
    withoutFix: true,
  },
  'a number of places for which no pod waits': {
    write: (chart) =>
      spread(chart, { topologyKey: HOST, minDomains: 3, whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY }),
    says: 'shop/app: scheduling.topologySpread: minDomains: got 3; allowed: none with WhenUnsatisfiable.SCHEDULE_ANYWAY, with which no pod waits. Fix: leave it out, or use WhenUnsatisfiable.DO_NOT_SCHEDULE',
  },
  'pods told apart by the label that selects them': {
    write: (chart) => spread(chart, { topologyKey: HOST, matchLabelKeys: ['app.kubernetes.io/name'] }),
    says: 'shop/app: scheduling.topologySpread: matchLabelKeys: got "app.kubernetes.io/name"; allowed: labels that do not select the pods already. Fix: leave it out: pods of other workloads do not count',
  },
  'a number of places in a version that does not count them': {
    write: (chart) => {
      new ClusterProfile({ kubernetesVersion: '1.26' }).applyTo(chart);
      spread(chart, { topologyKey: HOST, minDomains: 3 });
    },
    says: 'shop/app: scheduling.topologySpread: minDomains: got something that Kubernetes has since 1.27; allowed: what Kubernetes 1.26 has, the version of the cluster profile. Fix: leave it out, or upgrade the cluster',
  },
  'a pod on each node that is spread': {
    write: (chart) => new NodeAgent(chart, 'app', { image, scheduling: { topologySpread: [{ topologyKey: HOST }] } }),
    says: 'shop/app: scheduling.topologySpread: got a rule for one pod on each node; allowed: none for a NodeAgent: it is on each node that it may use. Fix: leave it out',
  },
};
