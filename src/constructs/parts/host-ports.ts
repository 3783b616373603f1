import { Construct } from 'constructs';
import { Part } from './part';
import { warn } from '../../support/warn';
import { DaemonSetUpdateStrategy } from '../values/daemon-set-update-strategy';

/** Warns where two agents would want one port of the node: the new one waits for the old one, and that for the new one. */
export function hostPorts(owner: Construct, updateStrategy: DaemonSetUpdateStrategy): Part {
  if (!updateStrategy._surges) return {};
  return {
    pod: (_, containers) => {
      const taken = containers.flatMap(({ ports = [] }) => ports).find(({ hostPort }) => hostPort !== undefined);
      if (taken !== undefined) {
        warn(
          owner,
          `port ${taken.hostPort} of the node beside \`maxSurge\`: a new pod cannot run beside the old one, which has the port, ` +
            'so that no node is ever updated. Use DaemonSetUpdateStrategy.rollingUpdate({ maxUnavailable }).',
        );
      }
      return {};
    },
  };
}
