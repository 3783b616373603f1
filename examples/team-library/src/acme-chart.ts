import { Chart, ChartProps, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { NetworkRules, RuleEnd, Spread, WorkloadDefaults } from 'cdk8s-service-patterns';
import { Construct } from 'constructs';
import { ACME_CLUSTER } from './acme-cluster';
import { AcmeGuardrails } from './acme-guardrails';

/** Properties of `AcmeChart`. */
export interface AcmeChartProps extends ChartProps {
  /** The team that is called when something of it fails. */
  readonly owner: string;
}

/**
 * A chart with the conventions of Acme: the cluster, the registry, the labels, and what the network must not have. They
 * hold for all workloads in it, those of cdk8s-service-patterns as those of this package.
 */
export class AcmeChart extends Chart {
  constructor(scope: Construct, id: string, props: AcmeChartProps) {
    // What is our own is not for the class that we extend.
    const { owner, ...rest } = props;
    super(scope, id, rest);
    ACME_CLUSTER.applyTo(this);
    new WorkloadDefaults({
      registry: 'registry.acme.example/mirror',
      imagePullSecrets: ['acme-registry'],
      labels: { 'acme.example/owner': owner },
      spread: Spread.PREFERRED,
      resources: {
        cpu: { request: Cpu.millis(100), limit: Cpu.units(1) },
        memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
      },
    }).applyTo(this);
    new AcmeGuardrails(this, 'guardrails', { appliedBy: 'the platform team' });
    NetworkRules.deny(this, {
      name: 'no-internet',
      from: [RuleEnd.everything()],
      to: [RuleEnd.internet()],
      reason: 'services of Acme reach the internet through the egress proxy',
    });
  }
}
