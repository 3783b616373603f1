import { hostOf, LARGE, portToCall, runLines } from './debug-commands';
import { DebugPod } from './debug-pods';
import { ServiceFacts } from './facts';
import { shownImage } from './images';
import { bashBlock, paragraph } from './page';
import { PortFacts } from './ports-of';
import { shellWord } from './shell-text';

const CLIENTS = {
  postgres: {
    name: 'psql',
    call: (host: string, port: number) => `psql -h ${host} -p ${port} -U USER -d DATABASE -c 'select 1'`,
  },
  mysql: {
    name: 'mysql',
    call: (host: string, port: number) => `mysql -h ${host} -P ${port} -u USER -p -e 'select 1'`,
  },
  mongo: {
    name: 'mongosh',
    call: (host: string, port: number) => `mongosh --host ${host} --port ${port} --eval 'db.runCommand({ ping: 1 })'`,
  },
  redis: { name: 'redis-cli', call: (host: string, port: number) => `redis-cli -h ${host} -p ${port} ping` },
} as const;

/** The client of a database is in the database's own image. */
export function clientText(facts: ServiceFacts, ports: readonly PortFacts[], pod: DebugPod): string {
  const port = ports.find(({ spoken }) => Object.hasOwn(CLIENTS, spoken));
  if (port === undefined) return '';
  const client = CLIENTS[port.spoken as keyof typeof CLIENTS];
  const [container] = port.containers;
  const images = facts.backends.slice(0, 3).flatMap(({ pods }) => pods?.containers ?? []);
  const image = shownImage(
    images
      .find(({ name }) => name === (container?.name ?? images[0]?.name))
      ?.field.get('image')
      .text(),
  );
  if (image === undefined) return '';
  const where = `-n ${shellWord(pod.namespace)}`;
  const name = `${pod.podName.slice(0, 56).replace(/[^a-z0-9]+$/, '')}-client`;
  const lines = [
    ...runLines(pod, image, name, LARGE),
    `kubectl exec -it ${where} ${shellWord(name)} -- ${client.call(hostOf(facts, pod.dns), portToCall(facts, port))}`,
    `kubectl delete pod ${shellWord(name)} ${where}`,
  ];
  return (
    paragraph(`With the database's own client, which asks for the password; USER and DATABASE are yours to fill in:`) +
    bashBlock(lines)
  );
}
