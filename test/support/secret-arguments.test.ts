import { secretArgument } from '../../src/support/secret-arguments';

test.each<[string, string[]]>([
  ['with literal text for "--password"', ['--password=hunter2']],
  ['with literal text for "--password"', ['--password', 'hunter2']],
  ['with literal text for "-password"', ['-password', 'hunter2']],
  ['with literal text for "--password"', ['--password=12345']],
  ['with literal text for "--password"', ['--password=$$(DB_PASSWORD)']],
  ['with literal text for "--password"', ['--password=pre$(DB_PASSWORD)']],
  ['with literal text for "--dbPassword"', ['--dbPassword', 'hunter2']],
  ['with literal text for "--requirepass"', ['redis-server', '--requirepass', 'hunter2']],
  ['with literal text for "--requirepass"', ['redis-server --requirepass hunter2']],
  ['with literal text for "--api-key"', ['--api-key', 'hunter2']],
  ['with literal text for "--client-secret"', ['--client-secret=hunter2']],
  ['with literal text for "-Dspring.datasource.password"', ['-Dspring.datasource.password=hunter2']],
  ['with literal text for "auth.password"', ['--set=auth.password=hunter2']],
  ['with a password for "mysql"', ['mysql', '-uroot', '-phunter2']],
  ['with a password for "mysqldump"', ['/usr/bin/mysqldump', '-phunter2']],
  ['with a password for "mysql"', ['sh', '-c', 'exec mysql -uroot -phunter2 shop']],
  ['with a password for "redis-cli"', ['redis-cli', '-a', 'hunter2', 'ping']],
  ['with a password for "curl"', ['sh', '-c', 'curl -u shop:hunter2 http://api']],
  ['with a password for "sshpass"', ['sshpass', '-p', 'hunter2', 'ssh', 'x']],
  ['whose text says what "PGPASSWORD" is', ['sh', '-c', 'PGPASSWORD=hunter2 psql']],
  ['whose text says what "password" is', ['host=db user=shop password=hunter2']],
  ['whose text says what "password" is', ['--config={"db":{"password":"hunter2"}}']],
  ['whose text says what "Authorization" is', ['curl', '-H', 'Authorization: Bearer hunter2']],
  ['with literal text for "Authorization"', ['sh', '-c', 'curl -H "Authorization: Bearer hunter2" http://api']],
  ['with literal text for "--password"', ['sh', '-c', 'app --password "${DB_PASSWORD:-hunter2}"']],
  ['whose URL has a password in it', ['--db', 'postgres://u:hunter2@db']],
  ['which is a key or token by its look', ['AKIAIOSFODNN7EXAMPLE']],
])('%s: %j', (found, args) => {
  expect(secretArgument(args)).toEqual(found);
});

test.each<[string[]]>([
  [['--password=$(DB_PASSWORD)']],
  [['--password', '$(DB_PASSWORD)']],
  [['--requirepass', '$(REDIS_PASSWORD)']],
  [['--password-file=/run/secrets/password']],
  [['--password-file', '/run/secrets/password']],
  [['--password=/run/secrets/password']],
  [['--token-url=https://login.example.com/token']],
  [['--token-url', 'https://login.example.com/token']],
  [['--secret-name=shop']],
  [['--password-policy', 'strict']],
  [['--no-password', 'shop']],
  [['--max-token=100']],
  [['--enable-token', 'true']],
  [['--password']],
  [['--password', '--verbose']],
  [['--password=']],
  [['--author', 'somebody']],
  [['mysql', '-p', 'shop']],
  [['psql', '-p', '5432']],
  [['redis-cli', '-p', '6379', 'ping']],
  [['ssh', '-p', '22']],
  [['openssl', '-pass', 'env:PASSWORD']],
  [['curl', '-u', '$(USER):$(PASSWORD)']],
  [['curl', '-H', 'Authorization: Bearer $(TOKEN)']],
  [['sh', '-c', 'curl -H "Authorization: Bearer $token" http://api']],
  [['sh', '-c', 'exec app --password "$DB_PASSWORD"']],
  [['sh', '-c', 'test -n "$PASSWORD" && exec app']],
  [['sh', '-c', 'export TOKEN=$(cat /run/secrets/token); exec app']],
  [['sh', '-c', 'export TOKEN=`cat /run/secrets/token`; exec app']],
  [['sh', '-c', 'exec pg_isready -q -h 127.0.0.1 -p 5432 -U "${POSTGRES_USER:-postgres}"']],
  [['node', 'server.js', '--port', '8080']],
  [[]],
])('%j holds no secret', (args) => {
  expect(secretArgument(args)).toEqual(undefined);
});

test.each(['a', 'a=', '-a', '$(', 'a://b:', '"a":"', '&a', 'eyJ'])(
  'an argument of half a million of %j is read in time',
  (part) => {
    const long = part.repeat(500_000 / part.length);
    expect(secretArgument([long])).toEqual(undefined);
    expect(secretArgument([`${long} --password=hunter2`])).not.toEqual(undefined);
  },
);
