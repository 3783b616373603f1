import { ApiObject, Chart } from 'cdk8s';
import { InternalService } from 'cdk8s-service-patterns';

const GROUP = 'shop.example.com';

/** The kind `Campaign`. */
export function campaigns(chart: Chart): void {
  new ApiObject(chart, 'campaigns', {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `campaigns.${GROUP}` },
    spec: {
      group: GROUP,
      scope: 'Namespaced',
      names: { kind: 'Campaign', listKind: 'CampaignList', plural: 'campaigns', singular: 'campaign' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                spec: {
                  type: 'object',
                  required: ['discount'],
                  properties: { discount: { type: 'integer', minimum: 1, maximum: 90 } },
                },
              },
            },
          },
        },
      ],
    },
  });
}

/** The key that the webhook answers with, made by cert-manager; its result is the name of the Secret. */
export function certificate(chart: Chart, service: string): string {
  const secretName = `${service}-tls`;
  const issuer = new ApiObject(chart, 'issuer', {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Issuer',
    metadata: { name: 'self-signed' },
    spec: { selfSigned: {} },
  });
  new ApiObject(chart, 'certificate', {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: service },
    spec: {
      secretName,
      dnsNames: [`${service}.${chart.namespace}.svc`],
      issuerRef: { kind: issuer.kind, name: issuer.name },
    },
  });
  return secretName;
}

/** Has the API server ask the operator before it stores a campaign. */
export function webhook(
  chart: Chart,
  { serviceName: name }: InternalService,
  at: { readonly namespace: string; readonly certificate: string },
): void {
  new ApiObject(chart, 'webhook', {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: {
      name: 'campaigns',
      // cert-manager writes the authority in here.
      annotations: { 'cert-manager.io/inject-ca-from': `${at.namespace}/${at.certificate}` },
    },
    webhooks: [
      {
        name: `campaigns.${GROUP}`,
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        failurePolicy: 'Fail',
        timeoutSeconds: 5,
        clientConfig: {
          service: { namespace: at.namespace, name, port: 443, path: '/validate' },
        },
        rules: [
          { apiGroups: [GROUP], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['campaigns'] },
        ],
      },
    ],
  });
}
