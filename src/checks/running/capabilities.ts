import { RunningContainer } from './running-containers';
import { ownContext } from './security-context';

/** The one capability that "restricted" admits, and that the default output has where an image needs it. */
export const NET_BIND_SERVICE = 'NET_BIND_SERVICE';

/** Those that "baseline" admits. */
export const BASELINE_CAPABILITIES: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  NET_BIND_SERVICE,
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

/** The capabilities that a container adds or drops. */
export function capabilitiesOf(container: RunningContainer, list: 'add' | 'drop'): string[] {
  const names = ownContext(container, 'capabilities', list).items();
  return [...new Set(names.flatMap((name) => name.text() ?? []))];
}
