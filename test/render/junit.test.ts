import { DOMParser } from '@xmldom/xmldom';
import { finding, FINDINGS, renderReport, reportOf, RULES } from './findings';

const DOCS = 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/checks.md';

test('each rule is a suite: failures for errors and warnings, skipped for notes and what is accepted, passed for nothing', () => {
  expect(renderReport('junit').text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="service-patterns" tests="5" failures="2" errors="0" skipped="2" time="0">
  <testsuite name="secret-in-text" tests="1" failures="1" errors="0" skipped="0" time="0">
    <testcase classname="secret-in-text" name="shop/Deployment/web web PASSWORD" file="dist/shop.yaml" line="14" time="0">
      <failure type="error" message="shop/Deployment/web: container web has PASSWORD as text">dist/shop.yaml:14
shop/Deployment/web: container web has PASSWORD as text
Fix: write valueFrom.secretKeyRef in env of container web
${DOCS}#secret-in-text</failure>
    </testcase>
  </testsuite>
  <testsuite name="open-side" tests="2" failures="1" errors="0" skipped="1" time="0">
    <testcase classname="open-side" name="shop/Deployment/web" file="dist/shop.yaml" line="7" time="0">
      <failure type="warning" message="shop/Deployment/web: everybody may reach it">dist/shop.yaml:7
shop/Deployment/web: everybody may reach it
Fix: write from: in ingress[0]
${DOCS}#open-side</failure>
    </testcase>
    <testcase classname="open-side" name="shop/StatefulSet/db" file="dist/shop.yaml" line="40" time="0">
      <skipped message="warning: shop/StatefulSet/db: everybody may reach it (accepted by baseline until 2026-12-31: the old client)"/>
    </testcase>
  </testsuite>
  <testsuite name="no-spread" tests="1" failures="0" errors="0" skipped="1" time="0">
    <testcase classname="no-spread" name="shop/Deployment/web" file="dist/shop.yaml" line="7" time="0">
      <skipped message="note: shop/Deployment/web: all pods may land on one node"/>
    </testcase>
  </testsuite>
  <testsuite name="quiet" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase classname="quiet" name="quiet" time="0"/>
  </testsuite>
</testsuites>
`);
});

test('no two tests have one name, because programs show the first alone', () => {
  const { text } = renderReport('junit', reportOf([FINDINGS[1], FINDINGS[1]]));
  expect([...text.matchAll(/classname="open-side" name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
    'shop/Deployment/web',
    'shop/Deployment/web (2)',
  ]);
});

test('any text is XML, and comes out as it is but for what XML has no way to write', () => {
  const message = `a<b> & "c" 'd' ]]> e\u0000\u001b\n\u0085f\ufffe\ud800 ä 😀`;
  const { text } = renderReport('junit', reportOf([finding(RULES.open, { message, source: '<"&>.yaml' })]));
  const wrong: string[] = [];
  const parsed = new DOMParser({
    onError: (_, problem: string) => void wrong.push(problem),
  } as ConstructorParameters<typeof DOMParser>[0]).parseFromString(text, 'text/xml');
  const [failure] = Array.from(parsed.getElementsByTagName('failure'));
  expect(wrong).toEqual([]);
  expect(failure.getAttribute('message')).toBe(`a<b> & "c" 'd' ]]> e f   ä 😀`);
  expect(failure.textContent?.split('\n')[0]).toBe('<"&>.yaml:7');
});

test('a construct is no file', () => {
  const one = finding(RULES.open, { source: 'shop/web', line: undefined });
  const { text } = renderReport('junit', reportOf([one], { isOfConstructs: true }));
  expect(text).toContain('<testcase classname="open-side" name="shop/Deployment/web" time="0">');
  expect(text).toContain('>shop/web\n');
});

test('without a finding each rule is a test that passed', () => {
  expect(renderReport('junit', reportOf([])).text).toContain(
    '<testsuites name="service-patterns" tests="4" failures="0" errors="0" skipped="0" time="0">',
  );
});
