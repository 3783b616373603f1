import { deployment, found } from './found';

const RULE = 'secret-in-text';

describe('the rule secret-in-text', () => {
  test('tells of a variable that is named like a secret, and not its value', () => {
    const yaml = deployment({ container: ['env:', '  - name: DB_PASSWORD', '    value: hunter2'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 14,
        field: 'spec.template.spec.containers[0].env[0].value',
        message:
          'shop/Deployment/api: container app has variable DB_PASSWORD as text, whose name says that it is a secret',
        fix: 'write valueFrom: {secretKeyRef: {name: …, key: …}} for DB_PASSWORD, and replace the secret if it is in use: whoever reads manifests has it',
      },
    ]);
  });

  test('warns of a name that may be about one', () => {
    const yaml = deployment({ container: ['env:', '  - {name: TOKEN_FOR_TESTS, value: hunter2}'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 13,
        field: 'spec.template.spec.containers[0].env[0].value',
        message:
          'shop/Deployment/api: container app has variable TOKEN_FOR_TESTS as text, whose name says that it is a secret',
        fix: 'write valueFrom: {secretKeyRef: {name: …, key: …}} for TOKEN_FOR_TESTS, and replace the secret if it is in use: whoever reads manifests has it',
      },
    ]);
  });

  test('tells of a password in a URL, whatever the name', () => {
    const yaml = deployment({
      container: ['env:', '  - name: DATABASE', '    value: postgres://shop:hunter2@db/shop'],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 14,
        field: 'spec.template.spec.containers[0].env[0].value',
        message: 'shop/Deployment/api: container app has variable DATABASE as text, whose URL has a password in it',
        fix: 'write valueFrom: {secretKeyRef: {name: …, key: …}} for DATABASE, and replace the secret if it is in use: whoever reads manifests has it',
      },
    ]);
  });

  test('tells of a token by its look', () => {
    const yaml = deployment({ container: ['env:', '  - {name: A, value: ghp_0123456789abcdefghijklmnopqrstuvwxyz}'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 13,
        field: 'spec.template.spec.containers[0].env[0].value',
        message: 'shop/Deployment/api: container app has variable A as text, which is a key or token by its look',
        fix: 'write valueFrom: {secretKeyRef: {name: …, key: …}} for A, and replace the secret if it is in use: whoever reads manifests has it',
      },
    ]);
  });

  test('tells of an argument', () => {
    const yaml = deployment({ container: ['args:', '  - --db-password=hunter2'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 13,
        field: 'spec.template.spec.containers[0].args',
        message: 'shop/Deployment/api: container app has a secret in the command: literal text for "--db-password"',
        fix: 'set a variable of container app with valueFrom: {secretKeyRef: {name: …, key: …}} and name it there, such as $(DB_PASSWORD), and replace the secret if it is in use: whoever reads manifests has it',
      },
    ]);
  });

  test('tells of an option whose value is in the arguments', () => {
    const yaml = deployment({ container: ['command: [mysql]', 'args: [-phunter2]'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 13,
        field: 'spec.template.spec.containers[0].args',
        message: 'shop/Deployment/api: container app has a secret in the command: a password for "mysql"',
        fix: 'set a variable of container app with valueFrom: {secretKeyRef: {name: …, key: …}} and name it there, such as $(DB_PASSWORD), and replace the secret if it is in use: whoever reads manifests has it',
      },
    ]);
  });

  test('warns of what is in a script', () => {
    const yaml = deployment({
      container: ['command: [sh, -c]', 'args:', '  - |', '    export DB_PASSWORD=hunter2', '    exec app'],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 14,
        field: 'spec.template.spec.containers[0].args',
        message:
          'shop/Deployment/api: container app has a secret in the command: a text that says what "DB_PASSWORD" is',
        fix: 'set a variable of container app with valueFrom: {secretKeyRef: {name: …, key: …}} and name it there, such as $(DB_PASSWORD), and replace the secret if it is in use: whoever reads manifests has it',
      },
    ]);
  });

  test('tells of a command of a probe, a header and a hook', () => {
    const yaml = deployment({
      container: [
        'readinessProbe: {exec: {command: [redis-cli, -a, hunter2, ping]}}',
        'livenessProbe: {httpGet: {path: /, port: 80, httpHeaders: [{name: Authorization, value: Bearer hunter2hunter2}]}}',
        'lifecycle: {preStop: {exec: {command: [app, --token=hunter2]}}}',
      ],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 12,
        field: 'spec.template.spec.containers[0].readinessProbe.exec.command',
        message:
          'shop/Deployment/api: container app has a secret in the command of its readinessProbe: a password for "redis-cli"',
        fix: 'set a variable of container app with valueFrom: {secretKeyRef: {name: …, key: …}}, and let a shell put it in: [sh, -c, …], and replace the secret if it is in use: whoever reads manifests has it',
      },
      {
        severity: 'error',
        line: 13,
        field: 'spec.template.spec.containers[0].livenessProbe.httpGet.httpHeaders[0]',
        message:
          'shop/Deployment/api: container app has a secret in the header Authorization of its livenessProbe: what logs in',
        fix: 'ask what needs no login: Kubernetes fills nothing into what a probe sends, and replace the secret if it is in use: whoever reads manifests has it',
      },
      {
        severity: 'error',
        line: 14,
        field: 'spec.template.spec.containers[0].lifecycle.preStop.exec.command',
        message:
          'shop/Deployment/api: container app has a secret in the command of its preStop: literal text for "--token"',
        fix: 'set a variable of container app with valueFrom: {secretKeyRef: {name: …, key: …}}, and let a shell put it in: [sh, -c, …], and replace the secret if it is in use: whoever reads manifests has it',
      },
    ]);
  });

  test('tells of an entry of a ConfigMap, and not its value', () => {
    const yaml =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: api, namespace: shop}\ndata:\n  LOG_LEVEL: info\n  API_TOKEN: hunter2\n';
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 6,
        field: 'data.API_TOKEN',
        message: 'shop/ConfigMap/api: API_TOKEN is a text of a ConfigMap, whose name says that it is a secret',
        fix: 'move API_TOKEN into a Secret, and replace the secret if it is in use: whoever reads manifests has it',
      },
    ]);
  });

  test('warns of what a file of a ConfigMap has', () => {
    const yaml =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: api, namespace: shop}\ndata:\n  app.yaml: |\n    user: shop\n    password: hunter2\n';
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 5,
        field: 'data.app.yaml',
        message: 'shop/ConfigMap/api: app.yaml is a text of a ConfigMap, whose text says what "password" is',
        fix: 'move app.yaml into a Secret, and replace the secret if it is in use: whoever reads manifests has it',
      },
    ]);
  });

  test('warns of what may be the name of a Secret', () => {
    const yaml = deployment({ container: ['env:', '  - {name: TLS_SECRET, value: web-tls}'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 13,
        field: 'spec.template.spec.containers[0].env[0].value',
        message:
          'shop/Deployment/api: container app has variable TLS_SECRET as text, whose name says that it is a secret',
        fix: 'write valueFrom: {secretKeyRef: {name: …, key: …}} for TLS_SECRET, and replace the secret if it is in use: whoever reads manifests has it',
      },
    ]);
  });

  test('tells of a private key in a file of a ConfigMap', () => {
    const yaml =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: api, namespace: shop}\ndata:\n  tls.pem: |\n    -----BEGIN PRIVATE KEY-----\n    MIIEvQ\n    -----END PRIVATE KEY-----\n';
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 5,
        field: 'data.tls.pem',
        message: 'shop/ConfigMap/api: tls.pem is a text of a ConfigMap, which is a key or token by its look',
        fix: 'move tls.pem into a Secret, and replace the secret if it is in use: whoever reads manifests has it',
      },
    ]);
  });

  test('says nothing of references, paths, switches, numbers and empty texts', () => {
    const yaml = deployment({
      container: [
        'env:',
        '  - {name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}',
        '  - {name: A_PASSWORD, value: $(DB_PASSWORD)}',
        '  - {name: B_PASSWORD, value: /run/secrets/b}',
        '  - {name: ALLOW_EMPTY_PASSWORD, value: "yes"}',
        '  - {name: MYSQL_RANDOM_ROOT_PASSWORD, value: "1"}',
        '  - {name: PASSWORD_MIN_LENGTH, value: "12"}',
        '  - {name: C_PASSWORD, value: ""}',
        '  - {name: TOKEN_URL, value: https://login.acme.com/token}',
        'args: [--db-password=$(DB_PASSWORD)]',
      ],
    });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('warns of what a probe sends and something else still fills in', () => {
    const probe = (value: string): string =>
      deployment({
        container: [`livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: X-Auth-Token, value: ${value}}]}}`],
      });
    expect(found(RULE, probe('hunter2')).map(({ severity }) => severity)).toEqual(['error']);
    expect(found(RULE, probe('__TOKEN__')).map(({ severity }) => severity)).toEqual(['warning']);
  });

  test('says nothing where a shell of the command fills in what an argument names', () => {
    const yaml = deployment({
      container: ['command: [sh, -c]', 'args: ["PGPASSWORD=$POSTGRES_PASSWORD psql -U shop"]'],
    });
    expect(found(RULE, yaml)).toEqual([]);
    expect(found(RULE, yaml.replace('$POSTGRES_PASSWORD', 'hunter2'))).toMatchObject([
      { severity: 'error', field: 'spec.template.spec.containers[0].args' },
    ]);
  });

  test('takes wrong types for nothing written', () => {
    const yaml = deployment({ container: ['env: [{name: DB_PASSWORD, value: 5}, 7, {name: [A]}]', 'args: {a: b}'] });
    expect(found(RULE, yaml)).toEqual([]);
  });
});
