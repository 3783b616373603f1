import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { ConfigFile, ConfigFiles, InternalService, InternalServiceProps, WritablePath } from '../../src';
import { Manifest, only, podSpec, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';
const folder = mkdtempSync(join(tmpdir(), 'config-files-'));

function onDisk(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function withConfig(
  files: { [path: string]: string | ConfigFile },
  props: Partial<InternalServiceProps> = {},
): { map: Manifest; mounts: Manifest; volume: Manifest } {
  const chart = shopChart();
  new InternalService(chart, 'api', { image, port: 8080, config: ConfigFiles.of(files), ...props });
  const { containers, volumes } = podSpec(chart);
  const isConfig = ({ name }: Manifest): boolean => name === 'config';
  return {
    map: only(chart, 'ConfigMap'),
    mounts: containers[0].volumeMounts.filter(isConfig),
    volume: volumes.find(isConfig),
  };
}

test('files become a ConfigMap of the workload, each mounted at its path', () => {
  const { map, mounts, volume } = withConfig({ '/etc/app/app.yaml': 'logLevel: info\n', '/opt/app/log.conf': 'x' });
  expect(map).toMatchObject({
    metadata: { name: 'api-config', namespace: 'shop', labels: { 'app.kubernetes.io/name': 'api' } },
    data: { 'app.yaml': 'logLevel: info\n', 'log.conf': 'x' },
  });
  expect(map).not.toHaveProperty('binaryData');
  expect(volume).toEqual({ name: 'config', configMap: { name: 'api-config' } });
  expect(mounts).toEqual([
    { name: 'config', mountPath: '/etc/app/app.yaml', subPath: 'app.yaml', readOnly: true },
    { name: 'config', mountPath: '/opt/app/log.conf', subPath: 'log.conf', readOnly: true },
  ]);
});

test('files of one name, and names that are no keys, have keys of their own, whatever the order', () => {
  const files = { '/b/app.yaml': 'b', '/a/app.yaml': 'a', '/a/ä b.txt': 'c', '/a/..dots': 'd' };
  const { map, mounts } = withConfig(files);
  expect(map.data).toEqual({ 'app.yaml': 'a', '2-app.yaml': 'b', '__b.txt': 'c', _dots: 'd' });
  expect(mounts.map(({ mountPath, subPath }: Manifest) => [mountPath, subPath])).toEqual([
    ['/a/..dots', '_dots'],
    ['/a/app.yaml', 'app.yaml'],
    ['/a/ä b.txt', '__b.txt'],
    ['/b/app.yaml', '2-app.yaml'],
  ]);
  const reversed = Object.fromEntries(Object.entries(files).reverse());
  expect(withConfig(reversed).map).toEqual(map);
});

test.each(['constructor', '__proto__'])(
  'a file may be called "%s", which no key of an object that cdk8s renders may',
  (name) => {
    const { map, mounts } = withConfig({ [`/etc/app/${name}`]: 'a' });
    expect(map.data).toEqual({ [`_${name}`]: 'a' });
    expect(mounts).toEqual([{ name: 'config', mountPath: `/etc/app/${name}`, subPath: `_${name}`, readOnly: true }]);
  },
);

test('files have rights of their own', () => {
  const script = ConfigFile.fromText('#!/bin/sh\n', { mode: 0o555 });
  const { volume } = withConfig({ '/opt/run': script, '/opt/conf': 'x' });
  expect(volume.configMap.items).toEqual([
    { key: 'conf', path: 'conf' },
    { key: 'run', path: 'run', mode: 0o555 },
  ]);
});

test.each([
  ['text', 'größer: 1\n', { data: { a: 'größer: 1\n' } }],
  ['bytes', Buffer.from([0xff, 0, 1]), { binaryData: { a: '/wAB' } }],
  ['text that YAML cannot hold', '\u0000', { binaryData: { a: 'AA==' } }],
  ['nothing', '', { data: { a: '' } }],
])('a file on disk holds %s', (_, content, expected) => {
  const path = onDisk('a', content);
  const { map } = withConfig({ '/etc/a': ConfigFile.fromFile(path) });
  expect({ data: map.data, binaryData: map.binaryData }).toEqual(expected);
  expect(withConfig({ '/etc/a': ConfigFile.fromFile(relative(process.cwd(), path)) }).map).toEqual(map);
});

test('a file may be in a folder that can be written to', () => {
  const { mounts } = withConfig({ '/srv/app/a': '1' }, { writablePaths: [WritablePath.at('/srv/app')] });
  expect(mounts).toHaveLength(1);
});

test('a text that only looks like a secret can be said to be none', () => {
  const file = ConfigFile.fromText('password: changeme\n', { notSecret: true });
  expect(withConfig({ '/etc/a': file }).map.data).toEqual({ a: 'password: changeme\n' });
  expect(withConfig({ '/etc/a': 'password: ${DB_PASSWORD}\n' }).map.data).toEqual({ a: 'password: ${DB_PASSWORD}\n' });
});

test('what "kubectl apply" cannot keep is warned about', () => {
  const chart = shopChart();
  const config = ConfigFiles.of({ '/etc/a': 'x'.repeat(256 * 1024 + 1) });
  const api = new InternalService(chart, 'api', { image, port: 8080, config });
  const warnings = api.node.metadata.filter(({ type }) => type === 'cdk8s-service-patterns:warning');
  expect(warnings.map(({ data }) => data as string)).toEqual([
    'config: 257 KiB are more than "kubectl apply" can keep in an annotation. Apply it with "kubectl apply --server-side", ' +
      'or put large files into the image.',
  ]);
});
