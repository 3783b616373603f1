import { Chart } from 'cdk8s';
import { EnvValue, Secret } from 'cdk8s-plus-28';
import { BadInput } from './row';
import { ExternalAlias, InternalService, InternalServiceProps, Worker } from '../../src';

const image = 'ghcr.io/acme/api:1.4.2';
/** What a program gets that reads a variable which is not set. */
const UNSET = process.env.SURELY_NOT_SET as unknown as string;
const READ = 'Fix: is it read from an unset variable? Give it a value, or leave its name out';
const MADE =
  'allowed: a text without "undefined", which JavaScript writes for a missing value. Fix: is it made of an unset ' +
  'variable? Set it';

function worker(chart: Chart, env: { [name: string]: EnvValue }): Worker {
  return new Worker(chart, 'worker', { image, env });
}

function service(chart: Chart, props: object, id = 'api'): InternalService {
  return new InternalService(chart, id, { image, port: 80, ...props } as InternalServiceProps);
}

/** Values that are missing because a variable is not set, and props by the names that other tools give them. */
export const UNSET_AND_UNKNOWN: { readonly [name: string]: BadInput } = {
  'a variable without a value': {
    write: (chart) => worker(chart, { REGION: UNSET as unknown as EnvValue }),
    says: `shop/worker: env REGION: got nothing; allowed: text, EnvValue or NotSecret. ${READ}`,
  },
  'a variable with the number of an unset variable': {
    write: (chart) => worker(chart, { PORT: Number(UNSET) as unknown as EnvValue }),
    says: `shop/worker: env PORT: got NaN; allowed: text, EnvValue or NotSecret. ${READ}`,
  },
  'a variable with the text of an unset variable': {
    write: (chart) => worker(chart, { REGION: `${UNSET}` as unknown as EnvValue }),
    says: `shop/worker: env REGION: got literal text; ${MADE}`,
  },
  'a variable of a sidecar with the text of an unset variable': {
    write: (chart) =>
      service(chart, {
        sidecars: [{ name: 'proxy', image, envVariables: { REGION: EnvValue.fromValue(`${UNSET}`) } }],
      }),
    says: `shop/api: container "proxy": env REGION: got literal text; ${MADE}`,
  },
  'an EnvValue without a value': {
    write: (chart) => worker(chart, { REGION: EnvValue.fromValue(UNSET) }),
    says: `shop/worker: env REGION: got nothing; allowed: a value. ${READ}`,
  },
  'an EnvValue of a process without the variable': {
    write: (chart) => worker(chart, { REGION: EnvValue.fromProcess('SURELY_NOT_SET') }),
    says: `shop/worker: env REGION: got nothing; allowed: a value. ${READ}`,
  },
  'an EnvValue without a value, of a sidecar': {
    write: (chart) =>
      service(chart, { sidecars: [{ name: 'proxy', image, envVariables: { REGION: EnvValue.fromValue(UNSET) } }] }),
    says: `shop/api: container "proxy": env REGION: got nothing; allowed: a value. ${READ}`,
  },
  'a variable of a sidecar without a value': {
    write: (chart) => service(chart, { sidecars: [{ name: 'proxy', image, envVariables: { REGION: UNSET } }] }),
    says: `shop/api: env REGION: got nothing; allowed: EnvValue. ${READ}`,
  },
  'a Secret without a name': {
    write: (chart) =>
      worker(chart, {
        TOKEN: EnvValue.fromSecretValue({ secret: Secret.fromSecretName(chart, 'token', UNSET), key: 'token' }),
      }),
    says: `shop/worker: variable TOKEN: name of the Secret: got nothing; allowed: text. ${READ}`,
  },
  'a Secret without a key': {
    write: (chart) =>
      worker(chart, {
        TOKEN: EnvValue.fromSecretValue({ secret: Secret.fromSecretName(chart, 'token', 'token'), key: UNSET }),
      }),
    says: `shop/worker: key of the Secret: got nothing; allowed: text. ${READ}`,
  },
  'no image': {
    write: (chart) => service(chart, { image: UNSET }),
    says: `shop/api: image: got nothing; allowed: text. ${READ}`,
  },
  'an image with the tag of an unset variable': {
    write: (chart) => service(chart, { image: `ghcr.io/acme/api:${UNSET}` }),
    says: `shop/api: image: got "ghcr.io/acme/api:undefined"; ${MADE}`,
  },
  'a host name of an unset variable': {
    write: (chart) => new ExternalAlias(chart, 'payments', { hostname: `api.${UNSET}.example.com`, port: 443 }),
    says: `shop/payments: hostname: got "api.undefined.example.com"; ${MADE}`,
  },
  'a name of an unset variable': {
    write: (chart) => service(chart, {}, `${UNSET}`),
    says: `shop/undefined: resource name: got "undefined"; ${MADE}`,
  },
  'a namespace of an unset variable': {
    write: (chart) => service(new Chart(chart, 'inner', { namespace: `${UNSET}` }), {}),
    says: `shop/inner: namespace: got "undefined"; ${MADE}`,
  },
};

/** Names that other tools have, and what they are here. */
export const OTHER_NAMES: readonly (readonly [given: string, meant: string])[] = [
  ['replica', 'replicas'],
  ['environment', 'env'],
  ['Env', 'env'],
  ['volume', 'volumes'],
  ['resource', 'resources'],
  ['limits', 'resources'],
  ['livenessProbe', 'health'],
  ['healthcheck', 'health'],
  ['securityContext', 'security'],
  ['topologySpreadConstraints', 'spread'],
  ['pdb', 'disruptionBudget'],
  ['containerPort', 'targetPort'],
  ['terminationGracePeriodSeconds', 'terminationGracePeriod'],
];
