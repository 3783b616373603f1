import { Construct } from 'constructs';
import { Part, Pods } from './part';
import { ImagePullPolicy } from '../../plus/cdk8s-plus';
import { parseImage } from '../../support/image';
import { defaultsOf } from '../values/applied-defaults';
import { checkPullSecrets } from '../values/pull-secrets';

/** How the nodes come by the images. @internal */
export interface PullingProps {
  /**
   * When a node asks the registry for an image. It holds for all containers of the pods that bring none of their own.
   *
   * @default - as Kubernetes: IF_NOT_PRESENT for an image with a version or digest, ALWAYS for "latest" or none
   * @see https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * The names of the Secrets with which the nodes log in to private registries, in the namespace of the pods.
   *
   * @default - none
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
   */
  readonly imagePullSecrets?: string[];
}

/** From where, when and with which logins images are pulled. Defaults of a team are read when the pods are rendered. */
export function pulling({ owner }: Pods, props: PullingProps): Part {
  const given = props.imagePullSecrets && checkPullSecrets(owner, props.imagePullSecrets);
  return {
    container: ({ container, bringsPullPolicy }) => {
      const { registry, imagePullPolicy } = defaultsOf(owner);
      const { image } = container;
      const chosen = props.imagePullPolicy ?? imagePullPolicy ?? usualPolicy(owner, image);
      return {
        image: registry === undefined ? image : registry._locate(owner, image),
        imagePullPolicy: bringsPullPolicy ? container.imagePullPolicy : chosen,
      };
    },
    pod: (spec) => {
      const secrets = given ?? defaultsOf(owner).imagePullSecrets ?? [];
      return { imagePullSecrets: secrets.length === 0 ? spec.imagePullSecrets : secrets.map((name) => ({ name })) };
    },
  };
}

/** What the API server fills in, written out so that it is read where it is reviewed. */
function usualPolicy(where: Construct, image: string): ImagePullPolicy {
  const { tag, digest } = parseImage(where, image);
  const changes = digest === undefined && (tag === undefined || tag === 'latest');
  return changes ? ImagePullPolicy.ALWAYS : ImagePullPolicy.IF_NOT_PRESENT;
}
