import { readOnce } from './config-hash';
import { Accounts } from './database-accounts';
import { addVariable } from './environment';
import { Part, Pods } from './part';
import { checkSecretReach, secretEnv } from './secrets';
import { ConfigMap, Container, EnvValue, k8s, Volume, VolumeMount } from '../../plus/cdk8s-plus';
import { withoutLoss } from '../../plus/rendered-json';
import { normalPath } from '../../support/paths';
import { inWords, refuse } from '../../support/refuse';
import { DatabasePassword } from '../values/database-password';
import { InitScript } from '../values/engine-accounts';
import { EngineSpec } from '../values/engine-spec';
import { NotSecret } from '../values/not-secret';

/** Where official images look for scripts to run while they make their data. */
const INIT_FOLDER = '/docker-entrypoint-initdb.d';

interface EngineProps {
  readonly env?: { readonly [name: string]: string | EnvValue | NotSecret };
  readonly volumeMounts?: readonly VolumeMount[];
  readonly password?: DatabasePassword;
  readonly userPassword?: DatabasePassword;
}

/** What the image of a database is told: its own variables, its accounts, and the script that makes one. */
export function engine(pods: Pods, spec: EngineSpec, accounts: Accounts, props: EngineProps): Part {
  const { owner } = pods;
  const { names, password, passwords, script } = accounts;
  checkPassword(pods, spec, password);
  for (const prop of ['password', 'userPassword'] as const) {
    const secret = props[prop]?.secret;
    if (secret !== undefined) checkSecretReach(owner, secret, prop);
  }
  if (script !== undefined) checkInitFolder(pods, props.volumeMounts ?? []);
  return {
    complete: ({ main }) => {
      const set = (name: string, value: string | EnvValue): void => addVariable(owner, main, name, value);
      const texts = { ...spec.env, ...(password === undefined ? {} : spec.withPassword?.env) };
      for (const [name, text] of Object.entries(texts)) {
        if (!Object.hasOwn(props.env ?? {}, name)) set(name, text);
      }
      for (const [name, text] of Object.entries(names)) set(name, text);
      if (password !== undefined) {
        for (const name of [spec.passwordEnv!, ...(spec.extraPasswordEnvs ?? [])]) set(name, keyOf(pods, password));
      }
      for (const [name, each] of Object.entries(passwords)) set(name, keyOf(pods, each));
      if (script !== undefined) mountScript(pods, main, script);
    },
  };
}

function keyOf({ owner }: Pods, { secret, key }: DatabasePassword): EnvValue {
  return secretEnv(owner, { secret, key });
}

function checkPassword({ owner }: Pods, spec: EngineSpec, password: DatabasePassword | undefined): void {
  if (password === undefined) {
    if (spec.passwordRequired !== true) return;
    refuse(owner, {
      what: 'password',
      got: undefined,
      allowed: `a key of a Secret, because ${spec.image} does not start without, or starts open to everybody`,
      fix: 'password: { secret: Secret.fromSecretName(chart, "db-secret", "my-secret"), key: "password" }',
    });
  }
  if (spec.passwordEnv !== undefined) return;
  refuse(owner, {
    what: 'password',
    got: inWords(`key "${password.key}" of Secret "${password.secret.name}"`),
    allowed: 'none: the engine names no variable for it',
    fix: 'set `passwordEnv` in DatabaseEngine.custom(…)',
  });
}

/** A file cannot be mounted into the read-only volume that a ConfigMap becomes. */
function checkInitFolder({ owner }: Pods, mounts: readonly VolumeMount[]): void {
  if (mounts.every(({ path }) => normalPath(path) !== INIT_FOLDER)) return;
  refuse(owner, {
    what: 'volumeMounts',
    got: inWords(`a volume at ${INIT_FOLDER}`),
    allowed: 'single files in it, because the script that makes the account of `user` is one of them',
    fix: `mount each file for itself: { path: "${INIT_FOLDER}/20-tables.sql", subPath: "20-tables.sql", volume }`,
  });
}

function mountScript({ owner, name, labels }: Pods, main: Container, { file, text }: InitScript): void {
  const map = new k8s.KubeConfigMap(owner, 'InitScripts', {
    metadata: { name: `${name}-init`, labels: { ...labels } },
    data: { [file]: text },
  });
  const { name: scripts } = readOnce(withoutLoss(map));
  const volume = Volume.fromConfigMap(
    owner,
    'InitScriptsVolume',
    ConfigMap.fromConfigMapName(owner, 'InitScriptsReference', scripts),
    { name: 'init-scripts' },
  );
  main.mount(`${INIT_FOLDER}/${file}`, volume, { subPath: file, readOnly: true });
}
