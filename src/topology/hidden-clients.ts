import { Field } from './manifest';

const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
const AUTO_MODE_CLASS = 'eks.amazonaws.com/nlb';

/**
 * Whether pods see the addresses of a load balancer instead of its clients', by what its Service says: a Network Load Balancer
 * of AWS that sends TCP to pods, unless its target group preserves the clients' addresses, and one that is told not to. The
 * constructs read the same annotations, and share no code with the analyser.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
 */
export function hidesClients(spec: Field, annotations: Field): boolean {
  if (spec.get('type').value !== 'LoadBalancer') return false;
  const valueOf = (annotation: string): string => textOf(annotations, `${AWS}${annotation}`);
  const loadBalancerClass = textOf(spec, 'loadBalancerClass');
  const [type, targets] = [valueOf('type'), valueOf('nlb-target-type')];
  const isAutoMode = loadBalancerClass === AUTO_MODE_CLASS;
  // The controller that is built into Kubernetes sends to nodes, whatever else is asked for.
  const isBuiltIn = loadBalancerClass === '' && type === 'nlb';
  const sendsToPods = !isBuiltIn && (type === 'nlb-ip' || targets === 'ip' || (isAutoMode && targets !== 'instance'));
  const preserved = /(?:^|,)\s*preserve_client_ip\.enabled\s*=\s*(true|false)\s*(?:,|$)/i.exec(
    valueOf('target-group-attributes'),
  )?.[1];
  const hasTcp = spec
    .get('ports')
    .items()
    .some((port) => ['', 'TCP'].includes(textOf(port, 'protocol')));
  return hasTcp && (preserved === undefined ? sendsToPods : preserved.toLowerCase() === 'false');
}

function textOf(field: Field, key: string): string {
  if (field.isAbsent) return '';
  const { value } = field.get(key);
  return typeof value === 'string' ? value : '';
}
