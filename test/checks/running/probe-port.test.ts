import { deployment, documents, found } from './found';

const RULE = 'probe-port';

describe('the rule probe-port', () => {
  test('tells of a name that no port has', () => {
    const yaml = deployment({
      container: ['ports: [{name: http, containerPort: 8080}]', 'readinessProbe:', '  httpGet: {port: web}'],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 14,
        field: 'spec.template.spec.containers[0].readinessProbe.httpGet.port',
        message:
          'shop/Deployment/api: readinessProbe of container app asks at port web, which that container does not have: it fails each time',
        fix: 'name one of http, or write the number',
      },
    ]);
  });

  test('tells of a name where there are no ports', () => {
    const yaml = deployment({ container: ['livenessProbe: {tcpSocket: {port: http}}'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 12,
        field: 'spec.template.spec.containers[0].livenessProbe.tcpSocket.port',
        message:
          'shop/Deployment/api: livenessProbe of container app asks at port http, which that container does not have: it fails each time',
        fix: 'give the port of container app that name, or write its number',
      },
    ]);
  });

  test('notes a number that nobody declares', () => {
    const yaml = deployment({ container: ['ports: [{containerPort: 8080}]', 'startupProbe: {grpc: {port: 9090}}'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 13,
        field: 'spec.template.spec.containers[0].startupProbe.grpc.port',
        message: 'shop/Deployment/api: startupProbe of container app asks at port 9090, which no container declares',
        fix: 'add containerPort: 9090 to the ports of container app',
      },
    ]);
  });

  test('says nothing of a port of the container, and of a number that another one declares', () => {
    const yaml = deployment({
      container: [
        'ports: [{name: http, containerPort: 8080}]',
        'readinessProbe: {httpGet: {port: http}}',
        'livenessProbe: {tcpSocket: {port: 8081}}',
      ],
      pod: ['initContainers: [{name: proxy, restartPolicy: Always, ports: [{containerPort: 8081}]}]'],
    });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('looks for a name in the same container alone', () => {
    const yaml = deployment({
      container: ['readinessProbe: {httpGet: {port: proxy}}'],
      pod: ['initContainers: [{name: proxy, restartPolicy: Always, ports: [{name: proxy, containerPort: 8081}]}]'],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 12,
        field: 'spec.template.spec.containers[0].readinessProbe.httpGet.port',
        message:
          'shop/Deployment/api: readinessProbe of container app asks at port proxy, which that container does not have: it fails each time',
        fix: 'give the port of container app that name, or write its number',
      },
    ]);
  });

  test('says nothing of another address, and of what is no probe', () => {
    const yaml = documents(
      deployment({ container: ['readinessProbe: {httpGet: {port: 80, host: 10.0.0.1}}'] }),
      deployment({ name: 'web', container: ['readinessProbe: {exec: {command: [ok]}}'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('tells of a number that is written as text, which the API server refuses', () => {
    const yaml = deployment({
      container: ['ports: [{containerPort: 8080}]', 'livenessProbe: {httpGet: {port: "8080", path: /}}'],
    });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'error',
        line: 13,
        field: 'spec.template.spec.containers[0].livenessProbe.httpGet.port',
        message:
          'shop/Deployment/api: livenessProbe of container app asks at port "8080", which is a text and no number: the API server refuses it',
        fix: 'leave out the quotes',
      },
    ]);
  });

  test('says nothing of a name that is still to be filled in', () => {
    const yaml = deployment({ container: ['livenessProbe: {tcpSocket: {port: "${PORT}"}}'] });
    expect(found(RULE, yaml)).toEqual([]);
  });
});
