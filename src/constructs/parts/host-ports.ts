import { Construct } from 'constructs';
import { Part } from './part';
import { warn } from '../../support/warn';
import { NodeAgentRollout } from '../values/node-agent-rollout';

/** Warns where two agents would want one port of the node: the new one waits for the old one, and that for the new one. */
export function hostPorts(owner: Construct, rollout: NodeAgentRollout): Part {
  if (!rollout._surges) return {};
  return {
    pod: (_, containers) => {
      const taken = containers.flatMap(({ ports = [] }) => ports).find(({ hostPort }) => hostPort !== undefined);
      if (taken !== undefined) {
        warn(
          owner,
          `port ${taken.hostPort} of the node beside \`maxSurge\`: a new pod cannot run beside the old one, which has the port, ` +
            'so that no node is ever updated. Use NodeAgentRollout.rolling({ maxUnavailable }).',
        );
      }
      return {};
    },
  };
}
