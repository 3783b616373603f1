import { k8s } from './cdk8s-plus';

/** The field of a hook that has the kubelet itself sleep. Kubernetes has it since 1.30, and an older cdk8s-plus does not know it. */
export const SLEEP = 'sleep';

/**
 * A hook in which the kubelet waits: no program of the image is needed for it.
 *
 * @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-implementations
 */
export function sleepFor(seconds: number): k8s.LifecycleHandler {
  const handler: object = { [SLEEP]: { seconds } };
  return handler;
}
