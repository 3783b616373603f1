import { Cidrs } from '../../network/cidrs';
import { ExternalReach } from '../values/external-reach';
import { PortMapping } from '../values/service-port';

/** Properties of `ExternalAlias`: `hostname` or `addresses`, never both. */
export interface ExternalAliasProps {
  /**
   * The DNS name outside the cluster. The Service becomes an ExternalName, a CNAME in the cluster's DNS.
   *
   * @default - `addresses` or `names` say where it is
   */
  readonly hostname?: string;

  /**
   * Names that a connection opens, beside `hostname` or alone; the first label of one may be `*`. No Service leads to them:
   * clients use the names themselves. What `*` stands for is the network plugin's: one label for Cilium and GKE, one or more
   * for EKS.
   *
   * @default - `hostname` alone
   */
  readonly names?: string[];

  /**
   * The IP addresses outside the cluster. The Service gets EndpointSlices with them, of at most 1,000 each.
   *
   * @default - `hostname` says where it is
   */
  readonly addresses?: string[];

  /**
   * The port. For several ports use `ports`.
   *
   * @default - `ports` say it; a hostname that is never connected to needs none
   */
  readonly port?: number;

  /**
   * The port at the addresses. A hostname maps no ports: there it must equal `port`.
   *
   * @default - the same as `port`
   */
  readonly targetPort?: number;

  /**
   * The ports, if there are several, or if the one needs a name or a protocol.
   *
   * @default - `port` says it
   */
  readonly ports?: PortMapping[];

  /**
   * The networks that the addresses of `hostname` and `names` lie in: what a connection opens.
   *
   * @default - exactly the names where the profile's plugin knows names; else what `reach` says
   */
  readonly cidrs?: string[] | Cidrs;

  /**
   * Where the addresses of `hostname` and `names` are, for plugins that know no names.
   *
   * @default - on the public internet, on ports 80 and 443 of a hostname that is not known for private addresses; else it must be said
   */
  readonly reach?: ExternalReach;

  /**
   * The name of the Service.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Labels of the resources.
   *
   * @default - the recommended labels only
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the Service.
   *
   * @default - none
   */
  readonly serviceAnnotations?: { readonly [key: string]: string };
}
