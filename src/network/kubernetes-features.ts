import { IConstruct } from 'constructs';
import { ClusterProfile } from './cluster-profile';
import { isAtLeast } from './kubernetes-version';
import { FeatureName, FEATURES } from '../support/kubernetes-features';
import { inWords, refuse } from '../support/refuse';

/** What every version has that Kubernetes itself still supports; where nobody says the version, it is this one. */
const USUAL_VERSION = '1.32';

/** Whether the cluster of a construct has a feature, so that it may be rendered without being asked for. */
export function supports(construct: IConstruct, feature: FeatureName): boolean {
  const { kubernetesVersion = USUAL_VERSION } = ClusterProfile.of(construct);
  return isAtLeast(kubernetesVersion, FEATURES[feature].since);
}

/** Refuses what was asked for where the cluster of a construct is known to be too old for it. */
export function requires(construct: IConstruct, feature: FeatureName, what: string): void {
  const { kubernetesVersion } = ClusterProfile.of(construct);
  const { since, otherwise } = FEATURES[feature];
  if (kubernetesVersion === undefined || isAtLeast(kubernetesVersion, since)) return;
  refuse(construct, {
    what,
    got: inWords(`something that Kubernetes has since ${since}`),
    allowed: `what Kubernetes ${kubernetesVersion} has, the version of the cluster profile`,
    fix: otherwise ?? 'leave it out, or upgrade the cluster',
  });
}
