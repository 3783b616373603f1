import { DisruptionBudgetProps } from './parts/disruption-budget';
import { ManagementProps } from './parts/management';
import { MetricsProps } from './parts/metrics';
import { PodProps } from './parts/pod-parts';
import { HealthProps } from './parts/probes';
import { SpreadProps } from './parts/spread';

/** What every workload that goes on running can be told. */
export interface WorkloadProps
  extends PodProps, HealthProps, SpreadProps, DisruptionBudgetProps, MetricsProps, ManagementProps {}
