import { Construct } from 'constructs';
import { k8s, Protocol, Service, ServiceType } from './cdk8s-plus';
import { checkMetadata } from './metadata-checks';
import { withoutLoss } from './rendered-json';
import { checkServiceAnnotations } from './service-annotations';

/** A port of a Service. */
export interface TypedServicePort {
  readonly port: number;
  readonly targetPort: number;
  readonly protocol: Protocol;
  readonly name?: string;
  readonly appProtocol?: string;
  readonly nodePort?: number;
}

/** What a Service is to look like. */
export interface TypedServiceOptions {
  readonly name: string;
  readonly labels: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  readonly type?: ServiceType;
  readonly clusterIP?: string;
  readonly externalName?: string;
  readonly ports: readonly TypedServicePort[];
  readonly selector?: { readonly [key: string]: string };
  /** What a TCP port speaks of which nothing was written, when it is rendered. */
  readonly appProtocolOf?: (port: TypedServicePort) => string | undefined;
  /** Fields that the Service of cdk8s-plus has no property for. */
  readonly spec?: Omit<k8s.ServiceSpec, 'ports' | 'selector' | 'type' | 'clusterIp' | 'externalName'>;
}

/** A Service of cdk8s-plus that can say all that the API can. */
export class TypedService extends Service {
  private readonly options: TypedServiceOptions;

  constructor(scope: Construct, id: string, options: TypedServiceOptions) {
    const { type = ServiceType.CLUSTER_IP, annotations = {} } = options;
    checkServiceAnnotations(scope, { type, annotations, sourceRanges: options.spec?.loadBalancerSourceRanges });
    super(scope, id, {
      metadata: { name: options.name, labels: { ...options.labels }, annotations: { ...annotations } },
      type,
      clusterIP: options.clusterIP,
      externalName: options.externalName,
      ports: options.ports.map(({ port, targetPort, protocol, name, nodePort }) => ({
        port,
        targetPort,
        protocol,
        name,
        nodePort,
      })),
    });
    this.options = options;
    withoutLoss(this.apiObject, scope);
    for (const [key, value] of Object.entries(options.selector ?? {})) this.selectLabel(key, value);
  }

  /** @internal */
  public _toKube(): k8s.ServiceSpec {
    checkMetadata(this.node.scope!, this.metadata);
    const spec = this.ports.length === 0 && this.clusterIP === 'None' ? this.renderPortless() : super._toKube();
    const isAlias = this.type === ServiceType.EXTERNAL_NAME;
    return {
      ...spec,
      ...this.options.spec,
      ports: isAlias ? this.renderAliasPorts() : spec.ports?.map((port) => this.addAppProtocol(port)),
      selector: isEmpty(spec.selector) ? undefined : spec.selector,
      externalIPs: isEmpty(spec.externalIPs) ? undefined : spec.externalIPs,
    };
  }

  /** A headless Service names pods whether or not they listen; cdk8s-plus asks for a port. */
  private renderPortless(): k8s.ServiceSpec {
    return { clusterIp: this.clusterIP, type: this.type, selector: { ...this.options.selector } };
  }

  private addAppProtocol(port: k8s.ServicePort): k8s.ServicePort {
    const known = this.options.ports.find((own) => own.port === port.port && own.protocol === port.protocol);
    const appProtocol = known && this.appProtocolOf(known);
    return appProtocol === undefined ? port : { ...port, appProtocol };
  }

  /** cdk8s-plus drops the ports of an ExternalName. They route nothing, but tell a reader what the name is for. */
  private renderAliasPorts(): k8s.ServicePort[] | undefined {
    if (this.options.ports.length === 0) return undefined;
    return this.options.ports.map((each) => {
      const { port, protocol, name } = each;
      return { port, protocol, name, appProtocol: this.appProtocolOf(each) };
    });
  }

  /** What was written counts; of protocols other than TCP there is nothing to tell. */
  private appProtocolOf(port: TypedServicePort): string | undefined {
    if (port.appProtocol !== undefined || port.protocol !== Protocol.TCP) return port.appProtocol;
    return this.options.appProtocolOf?.(port);
  }
}

function isEmpty(value: object | undefined): boolean {
  return value === undefined || Object.keys(value).length === 0;
}
