/** `a Port`, `a Volume of cdk8s-plus`. */
export function classInWords(name: string): string {
  const [className, packageName] = name.split('.').reverse();
  const noun = `${/^[aeio]/i.test(className) ? 'an' : 'a'} ${className}`;
  return packageName === undefined ? noun : `${noun} of ${packageName}`;
}

/** A name of code. */
export function inBackticks(name: string): string {
  return `\`${name}\``;
}
