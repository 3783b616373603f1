import { groupOf } from './pod-templates';

/** A kind of object by which a controller deploys others, which are written somewhere else. */
export interface Deployer {
  readonly kind: string;
  readonly group: string;
  /** Whose kind it is. */
  readonly of: string;
  /** A call that prints what one of them deploys. */
  readonly render?: string;
}

const HELM = 'helm template <name> <chart> --values <values>';

const DEPLOYERS: readonly Deployer[] = [
  { group: 'argoproj.io', kind: 'Application', of: 'Argo CD', render: 'argocd app manifests <name>' },
  { group: 'argoproj.io', kind: 'ApplicationSet', of: 'Argo CD', render: 'argocd appset generate <file>' },
  { group: 'helm.toolkit.fluxcd.io', kind: 'HelmRelease', of: 'Flux', render: HELM },
  {
    group: 'kustomize.toolkit.fluxcd.io',
    kind: 'Kustomization',
    of: 'Flux',
    render: 'flux build kustomization <name> --path <folder>',
  },
  { group: 'helm.cattle.io', kind: 'HelmChart', of: 'K3s', render: HELM },
  { group: 'helm.crossplane.io', kind: 'Release', of: 'Crossplane', render: HELM },
  { group: 'fleet.cattle.io', kind: 'GitRepo', of: 'Fleet' },
  { group: 'fleet.cattle.io', kind: 'Bundle', of: 'Fleet' },
  { group: 'configsync.gke.io', kind: 'RootSync', of: 'Config Sync' },
  { group: 'configsync.gke.io', kind: 'RepoSync', of: 'Config Sync' },
  { group: 'kappctrl.k14s.io', kind: 'App', of: 'Carvel' },
  { group: 'packaging.carvel.dev', kind: 'PackageInstall', of: 'Carvel' },
];

/** What is known of a kind by which others are deployed; undefined for any other. */
export function deployerOf(kind: string, apiVersion: string): Deployer | undefined {
  const group = groupOf(apiVersion);
  return DEPLOYERS.find((one) => one.kind === kind && one.group === group);
}

/** What is said of all objects of one such kind: there may be hundreds. */
export function describeDeployed({ kind, of, render }: Deployer, ids: readonly string[]): string {
  const [first, ...others] = ids;
  const who =
    others.length === 0
      ? `the ${of} ${kind} ${first} deploys`
      : `${ids.length} ${of} ${kind}s (${first} and ${others.length} more) deploy`;
  const how = render === undefined ? '' : ` (${render})`;
  return `${who} objects that are in the input only if they were rendered into it. Fix: render them${how} and add them`;
}
