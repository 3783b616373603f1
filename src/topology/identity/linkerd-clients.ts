import { IdentityClient, IdentityNetwork } from '../model';
import { ReadIdentities } from './linkerd-values';

/** Clients, and why they may be fewer. */
export interface LinkerdClients {
  /** Absent: everybody. */
  readonly client?: IdentityClient;
  readonly perhaps?: string;
}

/**
 * The clients that have one of some identities and come from one of some networks: those that are sure, and apart from them those that
 * may be fewer.
 *
 * @param identities absent: none is needed
 * @param networks empty: they may come from anywhere
 */
export function clientsOf(
  identities: ReadIdentities | undefined,
  networks: readonly IdentityNetwork[],
  perhaps: string | undefined,
): LinkerdClients[] {
  const from = networks.length === 0 ? {} : { networks };
  const because = (why: string | undefined): Pick<LinkerdClients, 'perhaps'> =>
    why === undefined ? {} : { perhaps: why };
  if (identities === undefined) {
    return [{ ...(networks.length === 0 ? {} : { client: from }), ...because(perhaps) }];
  }
  const { identities: sure, doubtful = [], perhaps: own } = identities;
  const isWhole = doubtful.length === 0;
  return [
    ...(isWhole || sure.length > 0
      ? [{ client: { identities: sure, ...from }, ...because(perhaps ?? (isWhole ? own : undefined)) }]
      : []),
    ...(isWhole ? [] : [{ client: { identities: doubtful, ...from }, ...because(perhaps ?? own) }]),
  ];
}
