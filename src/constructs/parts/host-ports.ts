import { Construct } from 'constructs';
import { Part } from './part';
import { acceptWhenRendered } from '../../network/accepted-findings';
import { Container } from '../../plus/cdk8s-plus';
import { warn } from '../../support/warn';
import { DaemonSetUpdateStrategy } from '../values/daemon-set-update-strategy';

/**
 * Ports of the node, at which programs of the node reach an agent. Warns where two agents would want one: the new one waits for the
 * old one, and that for the new one.
 */
export function hostPorts(owner: Construct, updateStrategy: DaemonSetUpdateStrategy): Part {
  const complete: Part['complete'] = ({ workload }) => {
    acceptWhenRendered(owner, () => acceptedPorts([...workload.containers, ...workload.initContainers]));
  };
  if (!updateStrategy._surges) return { complete };
  return {
    complete,
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

/** An agent is there for its node. */
function acceptedPorts(containers: readonly Container[]): (readonly [rule: string, reason: string])[] {
  const taken = containers.flatMap(({ ports }) => ports.flatMap(({ hostPort }) => hostPort ?? []));
  if (taken.length === 0) return [];
  return [['host-port', `programs of the node reach a NodeAgent at port ${[...new Set(taken)].join(', ')}`]];
}
