import { checked } from '../../checked/checked';
import { ISecret } from '../../plus/cdk8s-plus';
import { checkObjectName } from '../../support/names';
import { inWords, refuse } from '../../support/refuse';

/** Options for `Tls.certManager`. */
export interface CertManagerOptions {
  /**
   * The ClusterIssuer that issues the certificate.
   *
   * @default - none; then `issuer` is required
   */
  readonly clusterIssuer?: string;

  /**
   * The Issuer that issues the certificate, in the app's namespace. With `issuerKind` and `issuerGroup` one of another
   * kind.
   *
   * @default - none; then `clusterIssuer` is required
   */
  readonly issuer?: string;

  /**
   * The kind of the issuer, where it is none of cert-manager's own.
   *
   * @default - "Issuer"
   */
  readonly issuerKind?: string;

  /**
   * The API group of the issuer, where it is none of cert-manager's own.
   *
   * @default - "cert-manager.io"
   */
  readonly issuerGroup?: string;

  /**
   * The Secret that cert-manager keeps the certificate in.
   *
   * @default - the name of the Service, and "-tls"
   */
  readonly secretName?: string;

  /**
   * Whether the issuer may answer with pods: those of the HTTP-01 challenge. A DefaultDenyPolicy of the namespace then lets
   * the ingress controller reach them. Say false for an issuer that asks by DNS-01 or not at all.
   *
   * @default true
   */
  readonly http01Solver?: boolean;
}

/** Where a host's certificate comes from. @internal */
export type TlsSpec =
  | { readonly kind: 'secret'; readonly secret: ISecret }
  | { readonly kind: 'name'; readonly secretName: string }
  | { readonly kind: 'controller' }
  | {
      readonly kind: 'certManager';
      readonly annotations: { readonly [key: string]: string };
      readonly secretName?: string;
      readonly http01Solver: boolean;
    };

/** The annotations by which cert-manager knows the issuer of an Ingress. */
export const ISSUER_ANNOTATIONS = [
  'cert-manager.io/cluster-issuer',
  'cert-manager.io/issuer',
  'kubernetes.io/tls-acme',
];

/**
 * Where the certificate of an Ingress comes from.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#tls
 *
 * @example
 *
 * const exposure = Exposure.ingress({
 *   host: 'shop.example.com',
 *   tls: Tls.certManager({ clusterIssuer: 'letsencrypt' }),
 * });
 */
@checked
export class Tls {
  /** A Secret of the app's namespace, by its name. */
  public static secretName(name: string): Tls {
    return new Tls({ kind: 'name', secretName: checkObjectName('Tls.secretName', name, 'name of the Secret') });
  }

  /** A Secret of cdk8s-plus. */
  public static secret(secret: ISecret): Tls {
    return new Tls({ kind: 'secret', secret });
  }

  /**
   * A certificate that cert-manager issues and renews.
   *
   * @see https://cert-manager.io/docs/usage/ingress/
   */
  public static certManager(options: CertManagerOptions): Tls {
    const where = 'Tls.certManager';
    const { clusterIssuer, issuer, issuerKind, issuerGroup, secretName, http01Solver = true } = options;
    if ((clusterIssuer === undefined) === (issuer === undefined)) {
      refuse(where, {
        what: 'issuer',
        got: inWords(issuer === undefined ? 'neither' : 'both'),
        allowed: 'either `clusterIssuer` or `issuer`',
        fix: 'name the one that `kubectl get clusterissuers,issuers` shows',
      });
    }
    if (clusterIssuer !== undefined && (issuerKind ?? issuerGroup) !== undefined) {
      refuse(where, {
        what: issuerKind === undefined ? 'issuerGroup' : 'issuerKind',
        got: issuerKind ?? issuerGroup,
        allowed: 'none beside `clusterIssuer`, which is of cert-manager itself',
        fix: 'name it with `issuer`',
      });
    }
    checkObjectName(where, (clusterIssuer ?? issuer)!, clusterIssuer === undefined ? 'issuer' : 'clusterIssuer');
    if (secretName !== undefined) checkObjectName(where, secretName, 'secretName');
    const annotations = Object.entries({
      'cert-manager.io/cluster-issuer': clusterIssuer,
      'cert-manager.io/issuer': issuer,
      'cert-manager.io/issuer-kind': issuerKind,
      'cert-manager.io/issuer-group': issuerGroup,
    }).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return new Tls({ kind: 'certManager', annotations: Object.fromEntries(annotations), secretName, http01Solver });
  }

  /** The certificate that the ingress controller has for hosts without one of their own. */
  public static controllerDefault(): Tls {
    return new Tls({ kind: 'controller' });
  }

  private constructor(
    /** @internal */
    public readonly _spec: TlsSpec,
  ) {}
}
