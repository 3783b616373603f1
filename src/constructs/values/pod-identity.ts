import { ImageIdentity } from './image-needs';
import { PodUser } from './pod-user';

/** What a profile says of user and group. */
export interface ChosenIdentity {
  readonly user?: number;
  readonly group?: number;
  readonly podUser?: PodUser;
}

/** What is known where the profile leaves the user open. */
export interface IdentityContext {
  /** The user and group of the image, if they are known. */
  readonly image?: ImageIdentity;
  /** Whether the platform assigns users to pods that name none. */
  readonly assigned?: boolean;
}

/** The fields of the pod and its containers; what is undefined is left to the image or to the platform. */
export interface RenderedIdentity {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly fsGroup?: number;
}

/** Beyond the users of a node's own system, as security scanners ask for it. */
const DEFAULT_ID = 10001;

/**
 * Finds user and group.
 *
 * @param needed whether there is to be a user even where nobody named one
 */
export function resolveIdentity(
  { user, group, podUser }: ChosenIdentity,
  needed: boolean,
  { image, assigned = false }: IdentityContext,
): RenderedIdentity {
  // Volumes are for the supplementary group, which any user of the image can have.
  if (podUser?._chosenBy === 'image') return { fsGroup: image?.group ?? DEFAULT_ID };
  if (podUser?._chosenBy === 'platform') return {};
  const named = podUser?._user ?? user;
  const namedGroup = podUser?._group ?? group;
  const fallback = needed && !assigned ? (image?.user ?? DEFAULT_ID) : undefined;
  const runAsUser = named ?? fallback;
  // A known image's group goes with its user: another user has no business in it.
  const imageGroup = runAsUser !== undefined && runAsUser === image?.user ? image.group : undefined;
  const runAsGroup = namedGroup ?? imageGroup ?? runAsUser;
  // Adding 0 makes -0 the 0 that it means.
  return {
    runAsUser: runAsUser && runAsUser + 0,
    runAsGroup: runAsGroup && runAsGroup + 0,
    fsGroup: runAsGroup && runAsGroup + 0,
  };
}
