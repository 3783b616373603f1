import { cdk8s, Component } from 'projen';

/** What the packed package holds, and what it does not. */
export function configurePacking(project: cdk8s.ConstructLibraryCdk8s): void {
  // `templates` is what `service-patterns init` writes. `files` has no say in bundled packages; scripts/stage-package.js has.
  project.package.addField('files', ['lib', '.jsii', 'API.md', 'CHANGELOG.md', 'docs', 'templates', '!*.tsbuildinfo']);

  // Source maps would be two thirds of the code, and Node.js reads them on demand alone. The compiled code has the names, the
  // comments and the order of the source, so that a stack trace tells the place without them.
  const tsconfig = project.tryFindObjectFile('tsconfig.json');
  for (const option of ['inlineSourceMap', 'inlineSources']) tsconfig?.addOverride(`compilerOptions.${option}`, false);

  new StagedPackage(project);
}

/** Has each `package:<language>` pack what scripts/stage-package.js puts together, so that all languages embed one and the same tarball. */
class StagedPackage extends Component {
  public preSynthesize(): void {
    for (const task of this.project.tasks.all.filter(({ name }) => name.startsWith('package:'))) {
      for (const [index, { execArgs }] of task.steps.entries()) {
        if (execArgs?.[0] !== 'jsii-pacmak') continue;
        const folder = '$(node scripts/stage-package.js)';
        task.updateStep(index, { exec: [...execArgs, '--outdir dist', `"${folder}"`].join(' ') });
      }
    }
  }
}
