import { IConstruct } from 'constructs';
import { Judged } from './analyse-app';
import { findingsIn } from './findings-in';
import { buildPicture } from '../render/picture/build';
import { flowPictureSvg, pictureSvg } from '../render/picture/draw/svg';
import { Picture } from '../render/picture/picture';
import { startView } from '../render/picture/views/start';
import { viewOf } from '../render/picture/views/view';
import { didYouMean } from '../support/nearest';
import { refuse } from '../support/refuse';

/** What of the network a picture shows. */
export interface NetworkPictureOptions {
  /**
   * The names of the only namespaces to show, with all that they are connected to.
   *
   * @default - all
   */
  readonly namespaces?: string[];
  /**
   * The only workload to show, with all that it is connected to: its construct, or a text as in questions.
   *
   * @default - all
   */
  readonly subject?: IConstruct | string;
  /**
   * Whether to show the way of traffic to the subject alone: clients, the way in, the node, the Service, the pods.
   *
   * @default false
   */
  readonly flow?: boolean;
}

/** The options, with the subject by its id. */
export interface PictureRequest extends Omit<NetworkPictureOptions, 'subject'> {
  readonly workload?: string;
}

/** What is judged, as a picture in SVG. */
export function networkPicture(judged: Judged, { workload, namespaces, flow = false }: PictureRequest): string {
  const { analysis } = judged;
  const whole = buildPicture(analysis, analysis.decidedFlows(), { findings: findingsIn(judged) });
  checkNamespaces(namespaces, whole);
  if (flow) return flowPictureSvg(whole, workload ?? refuseNoSubject());
  if (workload === undefined && namespaces === undefined) return pictureSvg(startView(viewOf(whole, {})));
  return pictureSvg(viewOf(whole, { workload, namespaces }));
}

function checkNamespaces(namespaces: readonly string[] | undefined, { namespaces: known }: Picture): void {
  const names = known.map(({ name }) => name);
  const allowed = 'a namespace that has workloads or Services';
  if (namespaces?.length === 0) {
    refuse('NetworkReport.picture', {
      what: 'namespaces',
      got: namespaces,
      allowed,
      fix: 'leave it out for all of them',
    });
  }
  for (const namespace of namespaces ?? []) {
    if (names.includes(namespace)) continue;
    refuse('NetworkReport.picture', {
      what: 'namespaces',
      got: namespace,
      allowed,
      fix: didYouMean(namespace, names),
    });
  }
}

function refuseNoSubject(): never {
  return refuse('NetworkReport.picture', {
    what: 'subject',
    got: undefined,
    allowed: 'a workload, because `flow` shows the way to one',
    fix: 'name the workload, for example "shop/Deployment/api"',
  });
}
