import { Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { BadInput } from './row';
import {
  Exposure,
  GatewayOptions,
  GrpcMethod,
  IngressOptions,
  IngressPathType,
  InsecureEdgeTerminationPolicy,
  OpenShiftRouteOptions,
  PublicWebApp,
  RouteFilter,
  RoutePathType,
  RouteTermination,
  RouteWildcardPolicy,
  Tls,
} from '../../src';

const host = 'shop.example.com';
const image = 'ghcr.io/acme/web:1.0.0';
const ingress = (options: IngressOptions): Exposure => Exposure.ingress(options);
const gateway = (options: Partial<GatewayOptions>): Exposure =>
  Exposure.gateway({ gateway: 'main', gatewayClass: 'istio', ...options });
const grpc = (...methods: GrpcMethod[]): Exposure =>
  Exposure.grpcRoute({ gateway: 'main', gatewayClass: 'istio', methods });
const route = (options: OpenShiftRouteOptions): Exposure => Exposure.openshiftRoute(options);
const web = (chart: Chart, exposure: unknown): PublicWebApp =>
  new PublicWebApp(chart, 'web', { image, port: 8080, exposure: exposure as Exposure });

const PLAIN = 'allowed: a plain path: it is compared letter by letter, and a pattern would match nothing. Fix:';
const PATTERNS =
  'for a controller that reads patterns write pathType: IngressPathType.IMPLEMENTATION_SPECIFIC; ingress-nginx also wants the annotation "nginx.ingress.kubernetes.io/use-regex": "true"';

/** Exposures that no controller would answer for, or for more than was meant. */
export const EXPOSURES: { readonly [name: string]: BadInput } = {
  'an Ingress path with a star': {
    write: () => ingress({ host, path: '/*' }),
    says: `Exposure.ingress: path: got "/*"; ${PLAIN} write "/": a prefix covers all that follows it; ${PATTERNS}`,
  },
  'an Ingress path of ingress-nginx for rewriting': {
    write: () => ingress({ host, path: '/api(/|$)(.*)' }),
    says: `Exposure.ingress: path: got "/api(/|$)(.*)"; ${PLAIN} write "/api": a prefix covers all that follows it; ${PATTERNS}`,
  },
  'an exact path that is a pattern': {
    write: () => ingress({ host, path: '/(a|b)', pathType: IngressPathType.EXACT }),
    says: `Exposure.ingress: path: got "/(a|b)"; ${PLAIN} ${PATTERNS}`,
  },
  'an Ingress path with an empty part': {
    write: () => ingress({ host, path: '//api' }),
    says: 'Exposure.ingress: path: got "//api"; allowed: a path without "//", "/./", "/../" and "%2f". Fix: write "/api"',
  },
  'a pattern without a slash': {
    write: () => ingress({ host, path: '^/api', pathType: IngressPathType.IMPLEMENTATION_SPECIFIC }),
    says: 'Exposure.ingress: path: got "^/api"; allowed: a path or pattern that begins with "/", without spaces. Fix: write "/api"',
  },
  'a regular expression of a Gateway as a prefix': {
    write: () => gateway({ path: '/v[0-9]+' }),
    says: `Exposure.gateway: path: got "/v[0-9]+"; ${PLAIN} for a Gateway that reads patterns write pathType: RoutePathType.REGULAR_EXPRESSION, with ".*" for what may be anything`,
  },
  'a regular expression that is none': {
    write: () => gateway({ path: '/v[0-9', pathType: RoutePathType.REGULAR_EXPRESSION }),
    says: 'Exposure.gateway: path: got "/v[0-9"; allowed: a regular expression. Fix: write for example "/v[0-9]+/.*"',
  },
  'an Ingress without a host': {
    write: () => ingress({}),
    says: 'Exposure.ingress: host: got nothing; allowed: at least one host; without any the Ingress would answer for every host of the controller. Fix: write for example { host: "shop.example.com" }',
  },
  'an Ingress with no hosts': {
    write: () => ingress({ hosts: [] }),
    says: 'Exposure.ingress: hosts: got []; allowed: at least one host; without any the Ingress would answer for every host of the controller. Fix: write for example { host: "shop.example.com" }',
  },
  'a host beside hosts': {
    write: () => ingress({ host, hosts: [{ host }] }),
    says: 'Exposure.ingress: hosts: got `host` and `hosts`; allowed: one of the two. Fix: move `host` into an entry of `hosts`',
  },
  'a host as text in a list': {
    write: () => ingress({ hosts: [host] as unknown as IngressOptions['hosts'] }),
    says: 'Exposure.ingress: hosts[0]: got "shop.example.com"; allowed: an object with `host`. Fix: write { host: "shop.example.com" }',
  },
  'one host twice': {
    write: () => ingress({ hosts: [{ host }, { host }] }),
    says: 'Exposure.ingress: hosts: got shop.example.com twice; allowed: each host once. Fix: give one entry all its `paths`',
  },
  'a path beside paths': {
    write: () => ingress({ host, path: '/a', paths: [{ path: '/b' }] }),
    says: 'Exposure.ingress: paths: got `paths` and `path`; allowed: either `paths`, or `path` and `pathType`. Fix: move them into an entry of `paths`',
  },
  'no paths': {
    write: () => ingress({ host, paths: [] }),
    says: 'Exposure.ingress: paths: got []; allowed: at least one path. Fix: leave it out for "/"',
  },
  'one path twice': {
    write: () => ingress({ host, paths: [{ path: '/a' }, { path: '/a/' }] }),
    says: 'Exposure.ingress: paths: got /a/ twice; allowed: each path of a host once, whatever its type: cdk8s-plus renders no second one.',
    withoutFix: true,
  },
  'two ways to name the certificate': {
    write: (chart) =>
      ingress({ host, tlsSecret: Secret.fromSecretName(chart, 'cert', 'cert'), tls: Tls.secretName('cert') }),
    says: 'Exposure.ingress: tls: got `tls` and `tlsSecret`; allowed: one of the two. Fix: leave `tlsSecret` out; Tls.secret(…) says the same',
  },
  'two issuers': {
    write: () => Tls.certManager({ clusterIssuer: 'a', issuer: 'b' }),
    says: 'Tls.certManager: issuer: got both; allowed: either `clusterIssuer` or `issuer`. Fix: name the one that `kubectl get clusterissuers,issuers` shows',
  },
  'no issuer': {
    write: () => Tls.certManager({}),
    says: 'Tls.certManager: issuer: got neither; allowed: either `clusterIssuer` or `issuer`. Fix: name the one that `kubectl get clusterissuers,issuers` shows',
  },
  'the kind of a ClusterIssuer': {
    write: () => Tls.certManager({ clusterIssuer: 'a', issuerKind: 'VaultIssuer' }),
    says: 'Tls.certManager: issuerKind: got "VaultIssuer"; allowed: none beside `clusterIssuer`, which is of cert-manager itself. Fix: name it with `issuer`',
  },
  'two issuers of one Ingress': {
    write: () =>
      ingress({
        hosts: [
          { host: 'a.example.com', tls: Tls.certManager({ clusterIssuer: 'a' }) },
          { host: 'b.example.com', tls: Tls.certManager({ clusterIssuer: 'b' }) },
        ],
      }),
    says: 'Exposure.ingress: annotation "cert-manager.io/cluster-issuer": got "a"; allowed: the issuer of `tls`, which is "b". Fix: leave the annotation out; for a second issuer make a second Ingress with addService',
  },
  'an issuer as an annotation beside another': {
    write: () =>
      ingress({
        host,
        tls: Tls.certManager({ issuer: 'a' }),
        annotations: { 'cert-manager.io/cluster-issuer': 'b' },
      }),
    says: 'Exposure.ingress: annotation "cert-manager.io/cluster-issuer": got "b"; allowed: none beside the issuer of `tls`. Fix: leave the annotation out; for a second issuer make a second Ingress with addService',
  },
  '17 paths of a route': {
    write: () => gateway({ paths: Array.from({ length: 17 }, (_, i) => ({ path: `/${i}` })) }),
    says: 'Exposure.gateway: paths: got 17 paths; allowed: 1 to 16. Fix: make another HTTPRoute for the rest with addService',
  },
  'no path of a route': {
    write: () => gateway({ paths: [] }),
    says: 'Exposure.gateway: paths: got []; allowed: 1 to 16. Fix: leave it out for "/"',
  },
  'a path type beside the paths of a route': {
    write: () => gateway({ pathType: RoutePathType.EXACT, paths: [{}] }),
    says: 'Exposure.gateway: paths: got `paths` and `pathType`; allowed: either `paths`, or `path` and `pathType`. Fix: move them into an entry of `paths`',
  },
  'one path of a route twice': {
    write: () => gateway({ paths: [{ path: '/a' }, { path: '/a/' }] }),
    says: 'Exposure.gateway: paths: got /a/ twice; allowed: each path once: the second one would get nothing.',
    withoutFix: true,
  },
  'two filters of one kind': {
    write: () => gateway({ filters: [RouteFilter.rewritePrefix('/'), RouteFilter.rewriteHost(host)] }),
    says: 'Exposure.gateway: filters: got URLRewrite twice; allowed: each kind of filter once for a path.',
    withoutFix: true,
  },
  'a redirect that is rewritten': {
    write: () => gateway({ filters: [RouteFilter.rewritePrefix('/'), RouteFilter.redirect({ scheme: 'https' })] }),
    says: 'Exposure.gateway: filters: got a redirect and a rewrite; allowed: one of the two: what is redirected is not sent on.',
    withoutFix: true,
  },
  'a prefix that is replaced where there is none': {
    write: () => gateway({ pathType: RoutePathType.EXACT, filters: [RouteFilter.rewritePrefix('/')] }),
    says: 'Exposure.gateway: filters: got a filter that replaces a prefix, on a path of type Exact; allowed: such a filter on a path of type PathPrefix. Fix: leave `pathType` out',
  },
  'a redirect to where the client is': {
    write: () => RouteFilter.redirect({ statusCode: 301 }),
    says: 'RouteFilter.redirect: options: got nothing that changes the URL; allowed: a `scheme`, a `hostname` or a `replacePrefix`; without any the client would be sent where it is. Fix: write for example RouteFilter.redirect({ scheme: "https" })',
  },
  'a redirect with another scheme': {
    write: () => RouteFilter.redirect({ scheme: 'ftp' }),
    says: 'RouteFilter.redirect: scheme: got "ftp"; allowed: "http" or "https".',
    withoutFix: true,
  },
  'a redirect with another status': {
    write: () => RouteFilter.redirect({ scheme: 'https', statusCode: 200 }),
    says: 'RouteFilter.redirect: statusCode: got 200; allowed: one of 301, 302, 303, 307, 308.',
    withoutFix: true,
  },
  'a redirect to many hosts': {
    write: () => RouteFilter.redirect({ hostname: '*.example.com' }),
    says: 'RouteFilter.redirect: hostname: got "*.example.com"; allowed: one host name, without "*".',
    withoutFix: true,
  },
  'no change of headers': {
    write: () => RouteFilter.requestHeaders({}),
    says: 'RouteFilter.requestHeaders: changes: got none; allowed: a header to `set`, to `add` or to `remove`. Fix: write for example { set: { "x-tenant": "shop" } }',
  },
  'a header with a space': {
    write: () => RouteFilter.requestHeaders({ remove: ['x a'] }),
    says: 'RouteFilter.requestHeaders: header: got "x a"; allowed: the name of a header, such as "x-request-id".',
    withoutFix: true,
  },
  'a header without a value': {
    write: () => RouteFilter.requestHeaders({ set: { 'x-tenant': '' } }),
    says: 'RouteFilter.requestHeaders: value of header "x-tenant": got 0 characters; allowed: 1 to 4096 characters. Fix: to take a header away write { remove: ["…"] }',
  },
  'a header with too long a value': {
    write: () => RouteFilter.responseHeaders({ add: { 'x-tenant': 'x'.repeat(4097) } }),
    says: 'RouteFilter.responseHeaders: value of header "x-tenant": got 4097 characters; allowed: 1 to 4096 characters.',
    withoutFix: true,
  },
  'a header twice': {
    write: () => RouteFilter.responseHeaders({ remove: ['Server'], set: { server: 'a' } }),
    says: 'RouteFilter.responseHeaders: header: got server twice; allowed: each header once: case does not matter.',
    withoutFix: true,
  },
  'challenges of a Gateway elsewhere': {
    write: (chart) => web(chart, gateway({ namespace: 'edge', http01Solver: true })),
    says: 'shop/web: http01Solver: got true beside a Gateway in namespace "edge"; allowed: false there: cert-manager solves challenges in the namespace of the Gateway. Fix: leave it out',
  },
  'no methods of gRPC': {
    write: () => grpc(),
    says: 'Exposure.grpcRoute: methods: got []; allowed: 1 to 8. Fix: leave it out for all',
  },
  'nine methods of gRPC': {
    write: () => grpc(...Array.from({ length: 9 }, (_, i) => ({ method: `M${i}` }))),
    says: 'Exposure.grpcRoute: methods: got 9 methods; allowed: 1 to 8. Fix: name their service alone, without `method`',
  },
  'a method of nothing': {
    write: () => grpc({}),
    says: 'Exposure.grpcRoute: methods: got an entry without `service` and `method`; allowed: a `service`, a `method` or both. Fix: leave `methods` out for all',
  },
  'one method twice': {
    write: () => grpc({ service: 'a.A' }, { service: 'a.A' }),
    says: 'Exposure.grpcRoute: methods: got a.A/* twice; allowed: each method once.',
    withoutFix: true,
  },
  'a gRPC service with its method': {
    write: () => grpc({ service: 'shop.v1.Cart/AddItem' }),
    says: 'Exposure.grpcRoute: service: got "shop.v1.Cart/AddItem"; allowed: the name of a gRPC service with its package, such as "shop.v1.Cart". Fix: write what follows the "/" as `method`',
  },
  'a gRPC method with a dot': {
    write: () => grpc({ method: 'a.b' }),
    says: 'Exposure.grpcRoute: method: got "a.b"; allowed: the name of a gRPC method, such as "AddItem".',
    withoutFix: true,
  },
  'no host name of a TLSRoute': {
    write: () => Exposure.tlsRoute({ gateway: 'main', gatewayClass: 'istio', hostnames: [] }),
    says: 'Exposure.tlsRoute: hostnames: got []; allowed: 1 to 16, by which the Gateway tells connections. Fix: name the hosts that clients ask for',
  },
  'a wildcard host of OpenShift': {
    write: () => route({ host: '*.example.com' }),
    says: 'Exposure.openshiftRoute: host: got "*.example.com"; allowed: a host name without "*". Fix: write host: "www.example.com" and wildcardPolicy: RouteWildcardPolicy.SUBDOMAIN',
  },
  'a wildcard policy without a host': {
    write: () => route({ wildcardPolicy: RouteWildcardPolicy.SUBDOMAIN }),
    says: 'Exposure.openshiftRoute: wildcardPolicy: got "Subdomain"; allowed: "None" without `host`. Fix: name a host, such as "www.example.com" for all of "*.example.com"',
  },
  'a path that the router does not see': {
    write: () => route({ path: '/a', tls: RouteTermination.PASSTHROUGH }),
    says: 'Exposure.openshiftRoute: path: got "/a"; allowed: none with `RouteTermination.PASSTHROUGH`: the router does not see it. Fix: leave it out, or end TLS at the router with RouteTermination.EDGE or REENCRYPT',
  },
  'a pattern for the router': {
    write: () => route({ path: '/a/*' }),
    says: `Exposure.openshiftRoute: path: got "/a/*"; ${PLAIN} write "/a": a prefix covers all that follows it`,
  },
  'a policy for insecure requests without TLS': {
    write: () => route({ insecureEdgeTerminationPolicy: InsecureEdgeTerminationPolicy.REDIRECT }),
    says: 'Exposure.openshiftRoute: insecureEdgeTerminationPolicy: got "Redirect"; allowed: none without `tls`. Fix: write for example tls: RouteTermination.EDGE',
  },
  'insecure requests beside passthrough': {
    write: () =>
      route({ tls: RouteTermination.PASSTHROUGH, insecureEdgeTerminationPolicy: InsecureEdgeTerminationPolicy.ALLOW }),
    says: 'Exposure.openshiftRoute: insecureEdgeTerminationPolicy: got "Allow"; allowed: "None" or "Redirect" with `RouteTermination.PASSTHROUGH`. Fix: write InsecureEdgeTerminationPolicy.REDIRECT',
  },
  'a certificate for pods that the router does not ask for one': {
    write: () => route({ tls: RouteTermination.EDGE, destinationCaCertificate: 'x' }),
    says: 'Exposure.openshiftRoute: destinationCaCertificate: got "x"; allowed: none without `tls: RouteTermination.REENCRYPT`. Fix: leave it out',
  },
  'a certificate that is none': {
    write: () => route({ tls: RouteTermination.REENCRYPT, destinationCaCertificate: 'ca.pem' }),
    says: 'Exposure.openshiftRoute: destinationCaCertificate: got "ca.pem"; allowed: a certificate as PEM, which begins with "-----BEGIN CERTIFICATE-----". Fix: read the file: readFileSync("ca.crt", "utf8")',
  },
  'a weight over 256': {
    write: () => route({ weight: 257 }),
    says: 'Exposure.openshiftRoute: weight: got 257; allowed: a whole number from 0 to 256.',
    withoutFix: true,
  },
  'several exposures': {
    write: (chart) => web(chart, [Exposure.loadBalancer(), ingress({ host })]),
    says: 'shop/web: exposure: got [Exposure {…},Exposure {…}]; allowed: an Exposure. Fix: give one here, and each other one to a Service of its own: web.addService("public", { port, exposure }); several hosts and paths are one Exposure.ingress({ hosts: […] })',
  },
};
