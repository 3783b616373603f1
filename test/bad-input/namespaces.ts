import { Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { BadInput } from './row';
import { DefaultDenyPolicy, IsolatedNamespace, IsolatedNamespaceProps } from '../../src';

const shop = (chart: Chart, props: IsolatedNamespaceProps, id = 'shop'): IsolatedNamespace =>
  new IsolatedNamespace(chart, id, props);

export const NAMESPACES: Record<string, BadInput> = {
  'a namespace with capital letters': {
    write: (chart) => shop(chart, {}, 'Shop'),
    says: 'shop/Shop: namespace: got "Shop"; allowed: lower-case letters, digits and "-", at most 63 characters.',
    withoutFix: true,
  },
  'a namespace whose name is made of an unset variable': {
    write: (chart) => shop(chart, { name: 'shop-undefined' }),
    says: 'shop/shop: namespace: got "shop-undefined"; allowed: a text without "undefined", which JavaScript writes for a missing value. Fix: is it made of an unset variable? Set it',
  },
  "a namespace of the cluster's own": {
    write: (chart) => shop(chart, { name: 'kube-system' }),
    says: 'shop/shop: namespace: got "kube-system"; allowed: a name that does not begin with "kube-", as those of the cluster itself do: a default-deny policy there stops its DNS.',
    withoutFix: true,
  },
  'a label of Pod Security': {
    write: (chart) => shop(chart, { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } }),
    says: 'shop/shop: label "pod-security.kubernetes.io/enforce": got "baseline"; allowed: labels of other kinds; these are made of `podSecurity`. Fix: podSecurity: { enforce: PodSecurityStandard.BASELINE }',
  },
  "a label of the namespace's name that is another": {
    write: (chart) => shop(chart, { labels: { 'kubernetes.io/metadata.name': 'store' } }),
    says: 'shop/shop: label "kubernetes.io/metadata.name": got "store"; allowed: what the API server writes, the name of the namespace. Fix: leave it out',
  },
  'a version of Pod Security without its "v"': {
    write: (chart) => shop(chart, { podSecurity: { version: '1.31' } }),
    says: 'shop/shop: podSecurity.version: got "1.31"; allowed: "latest", or a minor version such as "v1.31". Fix: write "v1.31"',
  },
  'an empty quota': {
    write: (chart) => shop(chart, { quota: {} }),
    says: 'shop/shop: quota: got {}; allowed: at least one amount or number. Fix: leave `quota` out, or write for example { pods: 50 }',
  },
  'a quota of half a pod': {
    write: (chart) => shop(chart, { quota: { pods: 0.5 } }),
    says: 'shop/shop: quota.pods: got 0.5; allowed: a whole number of at least 0.',
    withoutFix: true,
  },
  'a quota of requests that the limits never allow': {
    write: (chart) => shop(chart, { quota: { memory: { request: Size.gibibytes(8), limit: Size.gibibytes(4) } } }),
    says: 'shop/shop: quota.memory.request: got 8Gi; allowed: at most 4Gi, which is `quota.memory.limit`. Fix: lower the one or raise the other',
  },
  'a quota of less than nothing': {
    write: (chart) => shop(chart, { quota: { cpu: { limit: Cpu.millis(-1) } } }),
    says: 'shop/shop: quota.cpu.limit: got -1m; allowed: at least 0, and no more than a quantity holds.',
    withoutFix: true,
  },
  'a quota of counts with the prefix of its own': {
    write: (chart) => shop(chart, { quota: { counts: { 'count/jobs.batch': 3 } } }),
    says: 'shop/shop: key of quota.counts: got "count/jobs.batch"; allowed: the name of a kind in the plural and, with a dot, its group: "secrets", "jobs.batch". Fix: write "jobs.batch"',
  },
  'empty limits': {
    write: (chart) => shop(chart, { limits: {} }),
    says: 'shop/shop: limits: got {}; allowed: at least one amount. Fix: leave `limits` out, or write for example { max: { memory: Size.gibibytes(2) } }',
  },
  'a default limit above the largest': {
    write: (chart) =>
      shop(chart, {
        limits: { defaults: { memory: { limit: Size.gibibytes(2) } }, max: { memory: Size.gibibytes(1) } },
      }),
    says: 'shop/shop: limits.defaults.memory.limit: got 2Gi; allowed: at most 1Gi, which is `limits.max.memory`. Fix: lower the one or raise the other',
  },
  'a smallest claim above the largest': {
    write: (chart) => shop(chart, { limits: { claimMin: Size.gibibytes(2), claimMax: Size.gibibytes(1) } }),
    says: 'shop/shop: limits.claimMin: got 2Gi; allowed: at most 1Gi, which is `limits.claimMax`. Fix: lower the one or raise the other',
  },
  'a default-deny policy of a namespace with capital letters': {
    write: (chart) => new DefaultDenyPolicy(chart, 'deny', { namespace: 'Shop' }),
    says: 'shop/deny: namespace: got "Shop"; allowed: lower-case letters, digits and "-", at most 63 characters.',
    withoutFix: true,
  },
};
