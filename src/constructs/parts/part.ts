import { Construct } from 'constructs';
import { Connections } from '../../network/connections';
import { AbstractPod, Container } from '../../plus/cdk8s-plus';
import { PodPart } from '../../plus/pod-part';
import { ImageNeeds } from '../values/image-needs';
import { ServicePort } from '../values/service-port';

/** The pods of a workload, as its parts need to know them. */
export interface Pods {
  /** The workload: errors are about it, and objects beside the pods belong to it. */
  readonly owner: Construct;
  readonly name: string;
  readonly labels: { readonly [key: string]: string };
  readonly selectorLabels: { readonly [key: string]: string };
  /** The image of the main container, as it was written: a mirror may replace it when it is rendered. */
  readonly image: string;
  /** What the image is known to need. */
  readonly needs?: ImageNeeds;
  /** Every port that the main container listens on. */
  readonly ports: readonly ServicePort[];
  /** The ports for clients that containers beside it listen on. */
  readonly sidecarPorts: readonly ServicePort[];
}

/** The object of cdk8s-plus that makes the pods, with its main container. */
export interface MadePods {
  readonly workload: AbstractPod;
  readonly main: Container;
}

/**
 * One concern of a workload. A file of this folder has its slice of the props, its checks, and a function that makes the
 * part of them; a kind of workload is a list of parts.
 */
export interface Part extends PodPart {
  /** The names of volumes that each pod claims for itself. */
  readonly claimedVolumes?: readonly string[];
  /** Opens what the concern needs. */
  readonly open?: (connections: Connections) => void;
  /** Adds to the pods, or beside them, once they are there. */
  readonly complete?: (pods: MadePods) => void;
}
