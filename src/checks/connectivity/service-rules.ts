import { affinityOnHeadless } from './affinity-on-headless';
import { apiServerClosed } from './api-server-closed';
import { cloudRoleClosed } from './cloud-role-closed';
import { externalNameIsAddress } from './external-name-is-address';
import { headlessServiceMissing } from './headless-service-missing';
import { identityWithoutAccount } from './identity-without-account';
import { loadBalancerClass } from './load-balancer-class';
import { metricsClosed } from './metrics-closed';
import { servicePortUnserved } from './service-port-unserved';
import { serviceSelectsNobody } from './service-selects-nobody';
import { serviceSelectsOthers } from './service-selects-others';
import { serviceWithoutReadiness } from './service-without-readiness';
import { webhookClosed } from './webhook-closed';
import { Rule } from '../rule';

/** What Services lead to. */
export const SERVICE_RULES: readonly Rule[] = [
  serviceSelectsNobody,
  servicePortUnserved,
  serviceSelectsOthers,
  serviceWithoutReadiness,
  headlessServiceMissing,
  externalNameIsAddress,
  affinityOnHeadless,
  loadBalancerClass,
];

/** Who must get in, or out, whatever else is closed. */
export const ACCESS_RULES: readonly Rule[] = [
  webhookClosed,
  apiServerClosed,
  cloudRoleClosed,
  metricsClosed,
  identityWithoutAccount,
];
