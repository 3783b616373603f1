import { accountMissing } from './account-missing';
import { accountToken } from './account-token';
import { autoscalerTarget } from './autoscaler-target';
import { budgetBlocks } from './budget-blocks';
import { budgetMissing } from './budget-missing';
import { budgetsOverlap } from './budgets-overlap';
import { capabilitiesAdded } from './capabilities-added';
import { capabilitiesKept } from './capabilities-kept';
import { claimAccess } from './claim-access';
import { duplicateEnv } from './duplicate-env';
import { duplicateMount } from './duplicate-mount';
import { emptyDirLimit } from './empty-dir-limit';
import { hostNamespaces } from './host-namespaces';
import { hostPath } from './host-path';
import { hostPort } from './host-port';
import { imageTag } from './image-tag';
import { livenessLikeReadiness } from './liveness-like-readiness';
import { namespaceImplicit } from './namespace-implicit';
import { oldApi } from './old-api';
import { oneReplica } from './one-replica';
import { podSecurity } from './pod-security';
import { privilegeEscalation } from './privilege-escalation';
import { privileged } from './privileged';
import { probePort } from './probe-port';
import { pullPolicy } from './pull-policy';
import { quota } from './quota';
import { replicasBesideAutoscaler } from './replicas-beside-autoscaler';
import { resourcesMissing } from './resources-missing';
import { runAsRoot } from './run-as-root';
import { seccompMissing } from './seccomp-missing';
import { secretInText } from './secret-in-text';
import { selectorDiffers } from './selector-differs';
import { selectorsOverlap } from './selectors-overlap';
import { serviceLinks } from './service-links';
import { spreadMissing } from './spread-missing';
import { unsafeSysctl } from './unsafe-sysctl';
import { updateStrategy } from './update-strategy';
import { writableRoot } from './writable-root';
import { Rule } from '../rule';

/** What containers may do. */
const SECURITY: readonly Rule[] = [
  podSecurity,
  runAsRoot,
  privilegeEscalation,
  privileged,
  writableRoot,
  capabilitiesKept,
  capabilitiesAdded,
  seccompMissing,
  hostNamespaces,
  hostPath,
  hostPort,
  unsafeSysctl,
  secretInText,
  accountMissing,
  accountToken,
  serviceLinks,
];

/** What containers are, need and are asked. */
const CONTAINERS: readonly Rule[] = [
  imageTag,
  pullPolicy,
  resourcesMissing,
  quota,
  emptyDirLimit,
  livenessLikeReadiness,
  probePort,
  duplicateEnv,
  duplicateMount,
];

/** How many pods there are, and how they come and go. */
const CONTROLLERS: readonly Rule[] = [
  selectorDiffers,
  selectorsOverlap,
  oneReplica,
  replicasBesideAutoscaler,
  autoscalerTarget,
  updateStrategy,
  spreadMissing,
  budgetMissing,
  budgetBlocks,
  budgetsOverlap,
  claimAccess,
];

/** The rules about what workloads need to run, and to run safely. */
export const RUNNING_RULES: readonly Rule[] = [...SECURITY, ...CONTAINERS, ...CONTROLLERS, namespaceImplicit, oldApi];
