import { KnownImage, KnownImages } from './known-image';
import { Capability } from '../../plus/cdk8s-plus';

const NET_BIND_SERVICE: Pick<KnownImage, 'capabilities'> = { capabilities: [Capability.NET_BIND_SERVICE] };

const vaultAdvice = (variables: string): string =>
  `as another user than root it starts with ${variables} in \`env\` alone; with them, say \`security\``;

const VAULT: KnownImage = {
  runsAs: [100, 1000],
  writes: ['/vault/logs'],
  keeps: ['/vault/file'],
  advice: vaultAdvice("SKIP_CHOWN: 'true' and SKIP_SETCAP: 'true'") + '; and turn `disable_mlock` on in its settings',
};

const CONSUL: KnownImage = {
  runsAs: [100, 1000],
  keeps: ['/consul/data'],
  advice: vaultAdvice("CONSUL_DISABLE_PERM_MGMT: 'true'"),
};

/** Web servers, proxies, and what clusters run beside applications. */
export const SERVER_IMAGES: KnownImages = {
  nginx: { runsAs: [101, 101], writes: ['/var/cache/nginx', '/var/run'] },
  'nginxinc/nginx-unprivileged': { runsAs: [101, 101] },
  httpd: {
    runsAs: [33, 33],
    writes: ['/usr/local/apache2/logs'],
    tagged: { alpine: { runsAs: [82, 82] } },
  },
  // setcap in the Dockerfile; the image without it is a tag of its own.
  caddy: { ...NET_BIND_SERVICE, writes: ['/config', '/data'] },
  haproxy: { runsAs: [99, 99] },
  traefik: {},
  kong: {
    advice:
      "it writes into its prefix, which holds its own libraries, too: env: { KONG_PREFIX: '/kong' } and " +
      "writablePaths: ['/kong']; with both, say `security`",
  },
  tomcat: {
    writes: ['work', 'temp', 'logs', 'conf/Catalina'].map((folder) => `/usr/local/tomcat/${folder}`),
  },
  'coredns/coredns': { ...NET_BIND_SERVICE, runsAs: [65532, 65532] },
  'oauth2-proxy/oauth2-proxy': { runsAs: [65532, 65532] },
  'curlimages/curl': { runsAs: [100, 101] },
  'stefanprodan/podinfo': {},
  registry: { keeps: ['/var/lib/registry'] },
  vault: VAULT,
  'hashicorp/vault': VAULT,
  consul: CONSUL,
  'hashicorp/consul': CONSUL,
  telegraf: {},
  'prom/prometheus': { runsAs: [65534, 65534], keeps: ['/prometheus'] },
  'prom/alertmanager': { runsAs: [65534, 65534], keeps: ['/alertmanager'] },
  'grafana/grafana': { runsAs: [472, 0], writes: ['/var/log/grafana'], keeps: ['/var/lib/grafana'] },
};
