import { KnownImages } from './known-image';

/** Databases, caches, queues and search. */
export const DATABASE_IMAGES: KnownImages = {
  postgres: {
    runsAs: [999, 999],
    writes: ['/var/run/postgresql'],
    keeps: ['/var/lib/postgresql'],
    tagged: { alpine: { runsAs: [70, 70] } },
  },
  // mysqld of 8.0.37 and later stops without /var/lib/mysql-files.
  mysql: { runsAs: [999, 999], writes: ['/var/run/mysqld', '/var/lib/mysql-files'], keeps: ['/var/lib/mysql'] },
  mariadb: { runsAs: [999, 999], writes: ['/run/mysqld'], keeps: ['/var/lib/mysql'] },
  mongo: { runsAs: [999, 999], writes: ['/data/configdb'], keeps: ['/data/db'] },
  redis: { runsAs: [999, 999], keeps: ['/data'], tagged: { alpine: { runsAs: [999, 1000] } } },
  'valkey/valkey': { runsAs: [999, 999], keeps: ['/data'], tagged: { alpine: { runsAs: [999, 1000] } } },
  memcached: { runsAs: [11211, 11211] },
  rabbitmq: {
    runsAs: [999, 999],
    writes: ['/var/log/rabbitmq'],
    keeps: ['/var/lib/rabbitmq'],
    tagged: { alpine: { runsAs: [100, 101] } },
  },
  nats: {},
  zookeeper: {
    runsAs: [1000, 1000],
    writes: ['/logs'],
    keeps: ['/data', '/datalog'],
    advice:
      'it writes /conf/zoo.cfg at each start unless the file is there: mount one, and say `security`; ' +
      'or let it write its own files: SecurityProfile.custom({ readOnlyRootFilesystem: false })',
  },
  couchdb: { runsAs: [5984, 5984], writes: ['/opt/couchdb/etc/local.d'], keeps: ['/opt/couchdb/data'] },
  influxdb: { runsAs: [1000, 1000], writes: ['/etc/influxdb2'], keeps: ['/var/lib/influxdb2'] },
  neo4j: {
    runsAs: [7474, 7474],
    keeps: ['/data'],
    advice:
      'it writes its settings and more below /var/lib/neo4j: let it write its own files, with ' +
      'SecurityProfile.custom({ readOnlyRootFilesystem: false })',
  },
  solr: { runsAs: [8983, 8983], keeps: ['/var/solr'] },
  elasticsearch: {
    runsAs: [1000, 0],
    keeps: ['/usr/share/elasticsearch/data'],
    advice:
      'it writes keys and certificates into its own config folder at the first start: let it write its own files, with ' +
      'SecurityProfile.custom({ readOnlyRootFilesystem: false }); and the node must have vm.max_map_count 262144 or more',
  },
};
