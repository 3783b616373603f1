/**
 * What is known of the addresses behind a name by its suffix: always private ones, or private or public ones as somebody has set it up.
 * Of all other names nothing is known.
 */
export type HostReach = 'private' | 'either';

/** An endpoint of AWS below a service's name, with or without a region: `db.c9abc.eu-west-1.rds.amazonaws.com`. */
function aws(service: string): RegExp {
  return new RegExp(`\\.${service}(\\.[a-z0-9-]+)?\\.amazonaws\\.com(\\.cn)?$`);
}

/** The first row that fits counts. A row without reach is for public names below the suffix of a later row. */
const ROWS: readonly (readonly [pattern: RegExp, reach: HostReach | undefined])[] = [
  // Private endpoints of managed services, whosever.
  [/(^|\.)privatelink\./, 'private'],

  // AWS. RDS is public where "publicly accessible" is on, and even then private from inside of its VPC.
  [aws('rds'), 'either'],
  [aws('cache'), 'private'],
  [aws('memorydb'), 'private'],
  [aws('redshift(-serverless)?'), 'either'],
  [aws('docdb(-elastic)?'), 'private'],
  [aws('neptune'), 'either'],
  [aws('dax-clusters'), 'private'],
  [/^[a-z0-9-]*-public\.[a-z0-9.-]+\.kafka\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/, undefined],
  [aws('kafka(-serverless)?'), 'private'],
  [/^vpc-[a-z0-9.-]+\.(es\.amazonaws\.com(\.cn)?|aos\.[a-z0-9-]+\.on\.aws)$/, 'private'],
  [aws('efs'), 'private'],
  [aws('fsx'), 'private'],
  [aws('mq'), 'either'],
  [/\.mq\.[a-z0-9-]+\.on\.aws$/, 'either'],
  [/\.vpce\.amazonaws\.com(\.cn)?$/, 'private'],
  [/^internal-[a-z0-9.-]+\.elb\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$/, 'private'],
  [/^ec2-[a-z0-9.-]+\.compute(-1)?\.amazonaws\.com(\.cn)?$/, 'either'],

  // Azure. Where a private endpoint exists, the public name leads to it.
  [/\.private\.(postgres|mysql|mariadb)\.database\.azure\.com$/, 'private'],
  [/\.(postgres|mysql|mariadb)\.database\.(azure\.com|chinacloudapi\.cn|usgovcloudapi\.net)$/, 'either'],
  [/\.database\.(windows\.net|chinacloudapi\.cn|usgovcloudapi\.net)$/, 'either'],
  [/\.redis\.(cache\.windows\.net|azure\.net)$/, 'either'],
  [/\.redisenterprise\.cache\.azure\.net$/, 'either'],
  [/\.(documents|mongo\.cosmos)\.azure\.com$/, 'either'],
  [/\.vault\.azure\.net$/, 'either'],
  [/\.servicebus\.windows\.net$/, 'either'],
  [/\.(blob|table|queue|file|dfs|web)\.core\.windows\.net$/, 'either'],
  [/\.internal\.cloudapp\.net$/, 'private'],

  // Google Cloud.
  [/\.(sql|alloydb)(-psa)?\.goog$/, 'either'],
  [/\.p\.googleapis\.com$/, 'private'],

  // Others.
  [/\.oraclevcn\.com$/, 'private'],
  [/\.private\.(cloud\.ibm\.com|databases\.appdomain\.cloud)$/, 'private'],
  [/^private-[a-z0-9.-]+\.db\.ondigitalocean\.com$/, 'private'],
  [/-pri\.[a-z0-9.-]+\.mongodb\.net$/, 'private'],
  [/-pl-\d+\.[a-z0-9.-]+\.mongodb\.net$/, 'private'],
  [/^(private|privatelink)-[a-z0-9.-]+\.aivencloud\.com$/, 'private'],
  [/\.rds\.aliyuncs\.com$/, 'either'],

  // Zones that no public DNS server has: reserved, or never to be delegated.
  [
    /\.(internal|local|localdomain|lan|corp|home|mail|intranet|private|priv|vpc|consul|test|example)$|\.home\.arpa$/,
    'private',
  ],
];

/** What is known of the addresses behind a name, which may begin with `*.` and end with a dot. */
export function reachOfHost(hostname: string): HostReach | undefined {
  const name = hostname.replace(/^\*\./, 'any.').replace(/\.$/, '');
  return ROWS.find(([pattern]) => pattern.test(name))?.[1];
}
