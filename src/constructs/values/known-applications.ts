import { KnownImage, KnownImages } from './known-image';

/** Apache's process id and locks. */
const APACHE = ['/var/run/apache2', '/var/lock/apache2'];

/** Applications in PHP: under Apache, or behind FPM, as www-data. */
function php(keeps: string): KnownImage {
  return {
    runsAs: [33, 33],
    writes: APACHE,
    keeps: [keeps],
    tagged: { fpm: { writes: [] }, alpine: { runsAs: [82, 82], writes: [] } },
  };
}

const ownFiles = 'let it write its own files, with SecurityProfile.custom({ readOnlyRootFilesystem: false })';

/** Applications that people and teams use. */
export const APPLICATION_IMAGES: KnownImages = {
  wordpress: { ...php('/var/www/html'), tagged: { ...php('').tagged, cli: { writes: [] } } },
  nextcloud: php('/var/www/html'),
  drupal: php('/opt/drupal/web/sites'),
  ghost: { runsAs: [1000, 1000], keeps: ['/var/lib/ghost/content'] },
  adminer: {},
  'mongo-express': {},
  sonarqube: {
    runsAs: [1000, 0],
    writes: ['/opt/sonarqube/logs', '/opt/sonarqube/temp'],
    keeps: ['/opt/sonarqube/data', '/opt/sonarqube/extensions'],
  },
  kibana: { runsAs: [1000, 1000], writes: ['/usr/share/kibana/data'] },
  logstash: {
    runsAs: [1000, 1000],
    writes: ['/usr/share/logstash/data'],
    advice: `it writes variables into its own config/logstash.yml at the start: ${ownFiles}`,
  },
  'jenkins/jenkins': { runsAs: [1000, 1000], keeps: ['/var/jenkins_home'] },
  'keycloak/keycloak': {
    runsAs: [1000, 0],
    writes: ['/opt/keycloak/data'],
    advice:
      `"start" and "start-dev" build it anew into its own lib folder: ${ownFiles}; or build an image of your own and ` +
      'start it with --optimized, and say `security`',
  },
  'gitea/gitea': {
    keeps: ['/data'],
    advice: 'it starts as root and its processes change user: take a tag that ends in "-rootless"',
    tagged: { rootless: { runsAs: [1000, 1000], keeps: ['/var/lib/gitea', '/etc/gitea'], advice: undefined } },
  },
};
