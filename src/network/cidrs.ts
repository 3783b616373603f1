import { isOfFamilies } from './ip-family';
import { PeerSurroundings } from './peer-parts';
import { checked } from '../checked/checked';
import { parseCidr } from '../support/cidr';
import { inWords, refuse, Where } from '../support/refuse';

/**
 * Networks, by themselves or by what the cluster's profile says.
 *
 * @example
 *
 * new ExternalAlias(chart, 'orders-db', {
 *   hostname: 'orders.c9abcdefgh.eu-west-1.rds.amazonaws.com',
 *   port: 5432,
 *   cidrs: Cidrs.vpc(),
 * });
 */
@checked
export class Cidrs {
  /** These networks. */
  public static of(cidrs: string[]): Cidrs {
    if (cidrs.length === 0) {
      refuse('Cidrs.of', { what: 'cidrs', got: cidrs, allowed: 'at least one network', fix: 'name the networks' });
    }
    return new Cidrs(cidrs.map((cidr) => parseCidr('Cidrs.of', cidr).text));
  }

  /** The private network of the cloud that the cluster is in: the `vpcCidrs` of its profile, as far as pods have such addresses. */
  public static vpc(): Cidrs {
    return new Cidrs(undefined);
  }

  private constructor(
    /** Those that are the same in every cluster. @internal */
    public readonly _own: readonly string[] | undefined,
  ) {}

  /** The networks in a cluster. @internal */
  public _in(where: Where, { vpcCidrs = [], ipFamilies }: PeerSurroundings): readonly string[] {
    if (this._own !== undefined) return this._own;
    const usable = vpcCidrs.filter((cidr) => isOfFamilies(ipFamilies, cidr));
    if (usable.length > 0) return usable;
    return refuse(where, {
      what: 'cidrs',
      got: inWords(`Cidrs.vpc() where the cluster profile has ${vpcCidrs.length === 0 ? 'no' : 'other'} \`vpcCidrs\``),
      allowed: `the networks that the cloud's private network has${vpcCidrs.length === 0 ? '' : `, of ${ipFamilies?.join(' and ')}`}`,
      fix: "new ClusterProfile({ vpcCidrs: ['10.0.0.0/16'] }).applyTo(app), or name the networks: Cidrs.of([…])",
    });
  }
}
