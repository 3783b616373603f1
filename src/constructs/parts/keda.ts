import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Deployment, StatefulSet } from '../../plus/cdk8s-plus';
import { plainMetadata } from '../../plus/completed-metadata';
import { withoutLoss } from '../../plus/rendered-json';
import { refuse } from '../../support/refuse';
import { resolveKeda } from '../values/keda';
import { KedaAuthentication } from '../values/keda-authentication';
import { ResolvedAutoscaling } from '../values/scaling';
import { renderBehavior } from '../values/scaling-behavior';

/** What can be scaled. */
export type Scalable = Deployment | StatefulSet;

const API_VERSION = 'keda.sh/v1alpha1';

/** Lets KEDA scale: it makes the autoscaler itself. */
export function addScaledObject(
  owner: Construct,
  target: Scalable,
  container: string,
  autoscaling: ResolvedAutoscaling,
): ApiObject {
  const { min, max, keda } = autoscaling;
  const { name, labels } = plainMetadata(target);
  if (name.length > 63) {
    refuse(owner, {
      what: 'name',
      got: name,
      allowed: 'at most 63 characters with `autoscaling.keda`, which writes it into a label',
      fix: 'set a shorter `name`',
    });
  }
  const { apiVersion, kind } = target.toScalingTarget();
  target.markHasAutoscaler();
  const { triggers } = keda!;
  const readsEnv = triggers.some(({ _rendered: { metadata } }) =>
    Object.keys(metadata).some((key) => key.endsWith('FromEnv')),
  );
  const behavior = renderBehavior(owner, autoscaling);
  const references = referencesOf(
    owner,
    name,
    labels,
    triggers.flatMap(({ _authentication: each }) => each ?? []),
  );
  return withoutLoss(
    new ApiObject(owner, 'ScaledObject', {
      apiVersion: API_VERSION,
      kind: 'ScaledObject',
      metadata: { name, labels },
      spec: {
        scaleTargetRef: { apiVersion, kind, name, envSourceContainerName: readsEnv ? container : undefined },
        minReplicaCount: min,
        maxReplicaCount: max,
        ...resolveKeda(owner, keda!, min),
        advanced: behavior && { horizontalPodAutoscalerConfig: { behavior } },
        triggers: triggers.map(({ _rendered, _authentication }) => ({
          ..._rendered,
          authenticationRef: _authentication && references.get(_authentication),
        })),
      },
    }),
    owner,
  );
}

/** How triggers name their authentication; one that serves several triggers is made once. */
function referencesOf(
  owner: Construct,
  name: string,
  labels: { readonly [key: string]: string },
  authentications: readonly KedaAuthentication[],
): Map<KedaAuthentication, { readonly name: string; readonly kind?: string }> {
  const references = new Map<KedaAuthentication, { readonly name: string; readonly kind?: string }>();
  const made = new Set(authentications.filter(({ _existing }) => _existing === undefined));
  for (const each of new Set(authentications)) {
    if (each._existing !== undefined) {
      references.set(each, each._existing);
      continue;
    }
    const number = [...made].indexOf(each) + 1;
    const reference = { name: made.size === 1 ? `${name}-keda` : `${name}-keda-${number}` };
    withoutLoss(
      new ApiObject(owner, `TriggerAuthentication${number}`, {
        apiVersion: API_VERSION,
        kind: 'TriggerAuthentication',
        metadata: { ...reference, labels: { ...labels } },
        spec: { secretTargetRef: each._secrets.map((secret) => ({ ...secret })) },
      }),
      owner,
    );
    references.set(each, reference);
  }
  return references;
}
