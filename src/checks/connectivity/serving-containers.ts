import { CheckedContainer, CheckedPods } from '../checked-pods';
import { Raw } from '../raw';

/** The containers that are there while the pod serves. */
export function servingContainers({ containers }: CheckedPods): readonly CheckedContainer[] {
  return containers.filter(({ kind }) => kind !== 'init');
}

/** Whether each of them declares a port, so that what is not declared is probably not there. */
export function declaresPorts(pods: CheckedPods): boolean {
  const serving = servingContainers(pods);
  return serving.length > 0 && serving.every(({ field }) => field.get('ports').items().some(isPort));
}

function isPort(port: Raw): boolean {
  return port.get('containerPort').number() !== undefined;
}
