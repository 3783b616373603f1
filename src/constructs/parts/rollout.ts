import { DeploymentStrategy } from '../../plus/cdk8s-plus';

/** How a new version takes the place of the old one. @internal */
export interface RolloutProps {
  /**
   * How old pods make way for new ones: `DeploymentStrategy.recreate()` where two versions must not run side by side.
   *
   * @default - a rolling update, 25 % at a time
   */
  readonly strategy?: DeploymentStrategy;
}
