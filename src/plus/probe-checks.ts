import { k8s } from './cdk8s-plus';
import { checkHeaderText, checkRequestPath } from './container-secrets';
import { checkPortNumber, checkWholeNumber } from '../support/numbers';
import { checkProbePath, checkUrlPath } from '../support/paths';
import { inWords, refuse, Where } from '../support/refuse';
import { checkText } from '../support/text';

const NUMBERS = [
  ['initialDelaySeconds', 0],
  ['periodSeconds', 1],
  ['timeoutSeconds', 1],
  ['failureThreshold', 1],
  ['successThreshold', 1],
] as const;

/** Checks a probe that was made with cdk8s-plus; those of `Health` are legal by themselves. */
export function checkProbe(where: Where, what: string, kind: string, probe: k8s.Probe | undefined): void {
  if (probe === undefined) return;
  checkHandler(where, what, probe);
  for (const [option, min] of NUMBERS) {
    const value = probe[option];
    const isOne = option === 'successThreshold' && kind !== 'readiness';
    if (value !== undefined) {
      checkWholeNumber(where, value, { what: `${what}.${option}`, min, max: isOne ? 1 : undefined });
    }
  }
}

/** Checks what a probe or a hook does. */
export function checkHandler(where: Where, what: string, handler: k8s.Probe | k8s.LifecycleHandler | undefined): void {
  if (handler === undefined) return;
  const { exec, httpGet, tcpSocket } = handler;
  if (exec !== undefined && (exec.command ?? []).length === 0) {
    refuse(where, { what: `${what}.command`, got: [], allowed: 'a program and its arguments' });
  }
  if (httpGet !== undefined) checkUrlPath(where, httpGet.path ?? '/', `${what}.path`);
  for (const action of [httpGet, tcpSocket]) {
    const port: unknown = action?.port.value;
    if (typeof port === 'number') checkPortNumber(where, port, `${what}.port`);
  }
  for (const { name, value } of httpGet?.httpHeaders ?? []) checkHeaderForm(where, name, value, `${what}: `);
  const { grpc }: Pick<k8s.Probe, 'grpc'> = handler as k8s.Probe;
  if (grpc === undefined) return;
  checkPortNumber(where, grpc.port, `${what}.port`);
  if (grpc.service !== undefined) checkText(where, `${what}.service`, grpc.service);
}

/** Checks the path that a probe of `Health` asks for. */
export function checkHttpPath(where: Where, path: string): string {
  checkProbePath(where, path);
  checkRequestPath(where, path);
  return path;
}

/** Checks a header of a probe. */
export function checkHttpHeader(where: Where, name: string, value: string): void {
  // A key that is written out has line breaks, too: what it is says more than its form.
  checkHeaderText(where, name, value);
  checkHeaderForm(where, name, value);
}

/** Checks what the kubelet could not send. A value is not shown: it may be a secret. */
function checkHeaderForm(where: Where, name: string, value: string, before = ''): void {
  if (!/^[-A-Za-z0-9]+$/.test(name)) {
    refuse(where, { what: `${before}header name`, got: name, allowed: 'letters, digits and "-"' });
  }
  if (!/[\r\n]/.test(value)) return;
  refuse(where, {
    what: `${before}value of header ${name}`,
    got: inWords('text with a line break'),
    allowed: 'one line: with more the kubelet could not send the request',
  });
}
