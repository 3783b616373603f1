import { BadInput } from './row';
import { DatabaseEngine, PodUser, SecurityProfile } from '../../src';

/** Users of pods, and images. */
export const POD_USERS: { readonly [what: string]: BadInput } = {
  'a user below root': {
    write: () => PodUser.id(-1),
    says: 'PodUser.id: user: got -1; allowed: a whole number from 0 to 2147483647.',
    withoutFix: true,
  },
  'a group with a fraction': {
    write: () => PodUser.id(10001, 0.5),
    says: 'PodUser.id: group: got 0.5; allowed: a whole number from 0 to 2147483647.',
    withoutFix: true,
  },
  'root where nobody may be root': {
    write: () => SecurityProfile.restricted({ podUser: PodUser.id(0) }),
    says: 'SecurityProfile.restricted: podUser: got 0; allowed: a whole number from 1 to 2147483647. Fix: for an image that runs as root use SecurityProfile.baseline() or .custom({ runAsNonRoot: false })',
  },
  'root in a profile of one’s own that runs nobody as root': {
    write: () => SecurityProfile.custom({ podUser: PodUser.id(0) }),
    says: 'SecurityProfile.custom: podUser: got 0; allowed: a whole number from 1 to 2147483647. Fix: for an image that runs as root use SecurityProfile.baseline() or .custom({ runAsNonRoot: false })',
  },
  'a user twice': {
    write: () => SecurityProfile.restricted({ user: 10001, podUser: PodUser.id(10001) }),
    says: 'SecurityProfile.restricted: podUser: got one beside `user`; allowed: one of the two ways to say it. Fix: write PodUser.id(user, group), or leave `podUser` out',
  },
  'a group beside a user that the platform assigns': {
    write: () => SecurityProfile.baseline({ group: 10001, podUser: PodUser.assigned() }),
    says: 'SecurityProfile.baseline: podUser: got one beside `group`; allowed: one of the two ways to say it. Fix: write PodUser.id(user, group), or leave `podUser` out',
  },
  'an image in the place of the version of a database': {
    write: () => DatabaseEngine.postgres('registry.acme.example/mirror/postgres:16.4'),
    says: 'DatabaseEngine.postgres: version: got "registry.acme.example/mirror/postgres:16.4"; allowed: an image tag that begins with the version\'s number, such as "16.4" or "16.4-alpine". Fix: write the version, and the image beside it: DatabaseEngine.postgres("16.4", { image: "registry.acme.example/mirror/postgres:16.4" })',
  },
};
