import { namedPorts } from './probes';
import { RunningContainer, runningContainers } from './running-containers';
import { wholeNumber } from './whole-number';
import { CheckInput } from '../check-input';
import { Raw } from '../raw';
import { Found, Rule } from '../rule';

/** Containers that are restarted as soon as they are not ready. */
export const livenessLikeReadiness: Rule = {
  id: 'liveness-like-readiness',
  title: 'A container is restarted as soon as it is not ready',
  severity: 'warning',
  group: 'running',
  why: 'Under load all pods are restarted at once instead of getting less traffic, and start with nothing in memory.',
  fix: 'Leave the livenessProbe out, ask something that depends on nothing else, or make it more patient.',
  *find(input: CheckInput): Iterable<Found> {
    for (const container of input.once(runningContainers)) {
      if (container.kind === 'init') continue;
      const { object, words, key, field } = container;
      const [liveness, readiness] = [field.get('livenessProbe'), field.get('readinessProbe')];
      const action = actionOf(container, liveness);
      if (action === undefined || action !== actionOf(container, readiness)) continue;
      if (patienceOf(liveness) > patienceOf(readiness)) continue;
      yield {
        object,
        field: liveness,
        detail: key,
        message: `${object.id}: livenessProbe of ${words} asks the same as its readinessProbe and is not more patient: it fails after ${patienceOf(liveness)}s, the other one after ${patienceOf(readiness)}s`,
        fix: `leave livenessProbe of ${words} out, or raise its failureThreshold`,
      };
    }
  },
};

/** For how many seconds it is asked in vain until something is done. */
function patienceOf(probe: Raw): number {
  const [period, failures] = [
    wholeNumber(probe.get('periodSeconds')) ?? 0,
    wholeNumber(probe.get('failureThreshold')) ?? 0,
  ];
  // The API server takes 0 for nothing written.
  return (period || 10) * (failures || 3);
}

/** What a probe does, so that equal actions are equal texts. */
function actionOf(container: RunningContainer, probe: Raw): string | undefined {
  const portOf = (action: Raw): unknown => {
    const name = action.get('port').text();
    return (name === undefined ? undefined : namedPorts(container).get(name)) ?? action.get('port').value;
  };
  const texts = (action: Raw, ...names: readonly string[]): string[] =>
    names.map((name) => action.get(name).text() ?? '');
  const [http, tcp, grpc, exec] = ['httpGet', 'tcpSocket', 'grpc', 'exec'].map((name) => probe.get(name));
  if (!http.isAbsent) {
    const headers = http
      .get('httpHeaders')
      .items()
      .map((header) => texts(header, 'name', 'value'));
    const scheme = http.get('scheme').text() || 'HTTP';
    return asText(['http', portOf(http), http.get('path').text() || '/', scheme, ...texts(http, 'host'), headers]);
  }
  if (!tcp.isAbsent) return asText(['tcp', portOf(tcp), ...texts(tcp, 'host')]);
  if (!grpc.isAbsent) return asText(['grpc', portOf(grpc), ...texts(grpc, 'service')]);
  const command = exec
    .get('command')
    .items()
    .map((word) => word.text());
  return command.length === 0 ? undefined : asText(['exec', ...command]);
}

/** Nothing for what may hold itself: a port that is a map. */
function asText(parts: readonly unknown[]): string | undefined {
  return typeof parts[1] === 'object' ? undefined : JSON.stringify(parts);
}
