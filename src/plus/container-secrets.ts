import { Container, k8s } from './cdk8s-plus';
import { checkEnvValue } from './env-values';
import { namesSecret } from '../support/env-names';
import { literalSecret } from '../support/literal-secret';
import { inWords, refuse, Where } from '../support/refuse';
import { secretArgument } from '../support/secret-arguments';
import { checkText } from '../support/text';

const ASK_OTHERWISE =
  'ask what needs no login, or use Health.exec([…]) with a program that reads the secret from its environment';

/**
 * Checks that no text of a container is a secret, and that kubectl can read all of them. It is asked when a container is
 * added, and again when it is rendered: variables can be added to it until then.
 */
export function checkContainerTexts(where: Where, what: string, container: Container, rendered: k8s.Container): void {
  for (const [name, value] of Object.entries(container.env.variables)) {
    checkEnvValue(where, `${what}: env ${name}`, name, value);
  }
  const words = rendered.command === undefined ? 'args' : 'command and args';
  checkArguments(where, `${what}: ${words}`, [...(rendered.command ?? []), ...(rendered.args ?? [])]);
  const { readinessProbe, livenessProbe, startupProbe, lifecycle } = rendered;
  const { postStart, preStop } = lifecycle ?? {};
  const handlers = { readinessProbe, livenessProbe, startupProbe, postStart, preStop };
  for (const [name, handler] of Object.entries(handlers)) {
    if (handler !== undefined) checkHandlerTexts(where, `${what}: ${name}`, handler);
  }
}

function checkHandlerTexts(where: Where, what: string, { exec, httpGet }: k8s.Probe | k8s.LifecycleHandler): void {
  checkArguments(where, `${what}: command`, exec?.command ?? []);
  for (const { name, value } of httpGet?.httpHeaders ?? []) checkHeaderText(where, name, value, `${what}: header`);
  if (httpGet?.path !== undefined) checkRequestPath(where, httpGet.path, `${what}: path`);
}

/** Checks a command with its arguments. A text is not repeated in the message: it may be the password. */
export function checkArguments(where: Where, what: string, args: readonly string[]): void {
  const found = secretArgument(args);
  if (found !== undefined) {
    refuse(where, {
      what: `${what}, ${found}`,
      got: inWords('literal text'),
      allowed: 'a reference to a variable, because manifests are read by many',
      fix:
        'set a variable with EnvValue.fromSecretValue({ secret: Secret.fromSecretName(…), key: "…" }), or with ' +
        'NotSecret if anybody may read it, and name it here: "$(DB_PASSWORD)"',
    });
  }
  for (const arg of args) checkText(where, what, arg);
}

/** Checks a header of a probe. Kubernetes fills no variables in there, so nothing secret can be sent. */
export function checkHeaderText(where: Where, name: string, value: string, what = 'header'): void {
  const isLogin = namesSecret(name) || /^\s*(Bearer|Basic)\s+\S/i.test(value);
  const why = value !== '' && isLogin ? 'which logs in' : literalSecret(value);
  if (why !== undefined) {
    refuse(where, {
      what: `${what} "${name}", ${why}`,
      got: inWords('literal text'),
      allowed: 'what anybody may read: a probe takes no header from a Secret',
      fix: ASK_OTHERWISE,
    });
  }
  checkText(where, `${what} "${name}"`, value);
}

/** Checks the path of a probe, which may have a query. */
export function checkRequestPath(where: Where, path: string, what = 'path'): void {
  const why = literalSecret(path);
  if (why === undefined) return;
  refuse(where, {
    what: `${what}, ${why}`,
    got: inWords('literal text'),
    allowed: 'what anybody may read: a probe takes no part of its path from a Secret',
    fix: ASK_OTHERWISE,
  });
}
