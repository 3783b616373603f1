import { Duration } from 'cdk8s';
import { ConnectionScheme, Container, k8s, Probe } from './cdk8s-plus';
import { canonical } from '../support/canonical';

/** When a probe runs and what makes it fail, in the words of cdk8s-plus. */
interface Timing {
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
  readonly initialDelaySeconds?: Duration;
  readonly periodSeconds?: Duration;
  readonly timeoutSeconds?: Duration;
}

/** What not every version of cdk8s-plus has: 28 knows no gRPC. */
interface NewerProbes {
  fromGrpc?(options: Timing & { readonly port: number; readonly service?: string }): Probe;
}

/** Nothing is asked of it: our probes say their port. */
const NO_CONTAINER = {} as Container;

/**
 * A probe of cdk8s-plus that renders as it is said. It is made by cdk8s-plus's own factory where the installed version says all of it; what
 * the version would leave out, such as the headers of a request, is rendered all the same.
 */
export function anyProbe(said: k8s.Probe): Probe {
  const probe = nearest(said);
  if (canonical(probe._toKube(NO_CONTAINER)) !== canonical(said)) probe._toKube = () => said;
  return probe;
}

function nearest(said: k8s.Probe): Probe {
  const { exec, grpc, httpGet, tcpSocket } = said;
  const timing = timingOf(said);
  if (exec !== undefined) return Probe.fromCommand([...(exec.command ?? [])], timing);
  if (httpGet !== undefined) {
    const { httpHeaders, host } = httpGet;
    const scheme = httpGet.scheme === 'HTTPS' ? ConnectionScheme.HTTPS : ConnectionScheme.HTTP;
    const options = { ...timing, port: numberOf(httpGet.port), scheme, host, httpHeaders };
    return Probe.fromHttpGet(httpGet.path ?? '/', options);
  }
  if (grpc !== undefined) {
    const made = (Probe as NewerProbes).fromGrpc?.({ ...timing, port: grpc.port, service: grpc.service });
    return made ?? Probe.fromTcpSocket({ ...timing, port: grpc.port });
  }
  return Probe.fromTcpSocket({ ...timing, port: numberOf(tcpSocket?.port), host: tcpSocket?.host });
}

function timingOf(said: k8s.Probe): Timing {
  const { failureThreshold, successThreshold } = said;
  const seconds = (value: number | undefined): Duration | undefined =>
    value === undefined ? undefined : Duration.seconds(value);
  return {
    failureThreshold,
    successThreshold,
    initialDelaySeconds: seconds(said.initialDelaySeconds),
    periodSeconds: seconds(said.periodSeconds),
    timeoutSeconds: seconds(said.timeoutSeconds),
  };
}

function numberOf(port: k8s.IntOrString | undefined): number | undefined {
  return typeof port?.value === 'number' ? port.value : undefined;
}
