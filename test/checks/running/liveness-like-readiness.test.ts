import { deployment, documents, found } from './found';

const RULE = 'liveness-like-readiness';

describe('the rule liveness-like-readiness', () => {
  test('tells of two probes that ask the same', () => {
    const yaml = deployment({
      container: [
        'readinessProbe: {httpGet: {path: /health, port: 8080}}',
        'livenessProbe: {httpGet: {path: /health, port: 8080}}',
      ],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 13,
        field: 'spec.template.spec.containers[0].livenessProbe',
        message:
          'shop/Deployment/api: livenessProbe of container app asks the same as its readinessProbe and is not more patient: it fails after 30s, the other one after 30s',
        fix: 'leave livenessProbe of container app out, or raise its failureThreshold',
      },
    ]);
  });

  test('knows a port by its name and what the API server fills in', () => {
    const yaml = deployment({
      container: [
        'ports: [{name: http, containerPort: 8080}]',
        'readinessProbe: {httpGet: {port: http}, periodSeconds: 5}',
        'livenessProbe: {httpGet: {path: /, port: 8080, scheme: HTTP}, failureThreshold: 1}',
      ],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 14,
        field: 'spec.template.spec.containers[0].livenessProbe',
        message:
          'shop/Deployment/api: livenessProbe of container app asks the same as its readinessProbe and is not more patient: it fails after 10s, the other one after 15s',
        fix: 'leave livenessProbe of container app out, or raise its failureThreshold',
      },
    ]);
  });

  test('says nothing where it is more patient', () => {
    const yaml = deployment({
      container: [
        'readinessProbe: {tcpSocket: {port: 8080}}',
        'livenessProbe: {tcpSocket: {port: 8080}, failureThreshold: 4}',
      ],
    });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing where something else is asked', () => {
    const yaml = deployment({
      container: [
        'readinessProbe: {httpGet: {path: /ready, port: 8080}}',
        'livenessProbe: {httpGet: {path: /live, port: 8080}}',
      ],
    });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing where one of them is missing', () => {
    const yaml = documents(
      deployment({ container: ['livenessProbe: {exec: {command: [ok]}}'] }),
      deployment({ name: 'web', container: ['readinessProbe: {grpc: {port: 80}}'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('compares commands and gRPC services', () => {
    const yaml = documents(
      deployment({
        container: ['readinessProbe: {exec: {command: [ok, -v]}}', 'livenessProbe: {exec: {command: [ok, -v]}}'],
      }),
      deployment({
        name: 'web',
        container: ['readinessProbe: {grpc: {port: 80, service: a}}', 'livenessProbe: {grpc: {port: 80}}'],
      }),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 13,
        field: 'spec.template.spec.containers[0].livenessProbe',
        message:
          'shop/Deployment/api: livenessProbe of container app asks the same as its readinessProbe and is not more patient: it fails after 30s, the other one after 30s',
        fix: 'leave livenessProbe of container app out, or raise its failureThreshold',
      },
    ]);
  });
});
