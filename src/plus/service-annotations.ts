import { ServiceType } from './cdk8s-plus';
import { parseCidr } from '../support/cidr';
import { checkAnnotations } from '../support/names';
import { inWords, refuse, Where } from '../support/refuse';

/** The annotation in which older manifests name the clients that a load balancer lets in. */
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';
const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints';

interface Annotations {
  readonly [key: string]: string;
}

/** A Service's annotations, for the checks that the API server makes of them. */
export interface AnnotatedService {
  readonly type: ServiceType;
  readonly annotations: Annotations;
  /** The networks of the field, which the API server prefers to those of the annotation. */
  readonly sourceRanges?: readonly string[];
}

/** Checks the annotations that the API server reads of a Service. */
export function checkServiceAnnotations(where: Where, { type, annotations, sourceRanges }: AnnotatedService): void {
  checkAnnotations(where, annotations, 'annotations of the Service');
  const [mode, hints] = [annotations[TOPOLOGY_MODE], annotations[TOPOLOGY_HINTS]];
  if (mode !== undefined && hints !== undefined && mode !== hints) {
    refuse(where, {
      what: `annotation "${TOPOLOGY_MODE}"`,
      got: mode,
      allowed: `the same as "${TOPOLOGY_HINTS}", which is its older name`,
      fix: 'leave the older one out',
    });
  }
  const ranges = annotatedSourceRanges(where, annotations);
  if (ranges === undefined) return;
  if (type !== ServiceType.LOAD_BALANCER) {
    refuse(where, {
      what: `annotation "${SOURCE_RANGES}"`,
      got: annotations[SOURCE_RANGES],
      allowed: 'none on a Service without a load balancer',
      fix: 'leave it out; who may connect is said with connections.allowFrom(…)',
    });
  }
  if (sourceRanges !== undefined) {
    refuse(where, {
      what: `annotation "${SOURCE_RANGES}"`,
      got: inWords('networks beside `sourceRanges`'),
      allowed: 'one of the two, because only `sourceRanges` would count',
      fix: 'move its networks into `sourceRanges`',
    });
  }
}

/** The networks that the annotation names, checked like `sourceRanges`. */
export function annotatedSourceRanges(where: Where, annotations: Annotations): string[] | undefined {
  if (!Object.hasOwn(annotations, SOURCE_RANGES)) return undefined;
  const text = annotations[SOURCE_RANGES];
  const what = `annotation "${SOURCE_RANGES}"`;
  if (text.trim() === '') {
    refuse(where, {
      what,
      got: text,
      allowed: 'at least one network; an empty text would let everybody in',
      fix: 'leave it out to say so',
    });
  }
  return text.split(',').map((cidr) => parseCidr(where, cidr.trim(), what).text);
}
