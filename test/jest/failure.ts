/** The message of an expectation that fails, without colours and without the call, which jest writes in its own way. */
export function failure(expectation: () => void): string {
  return wholeFailure(expectation).replace(/^expect\([^\n]*\n\n/, '');
}

/** The whole message. */
export function wholeFailure(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    // eslint-disable-next-line no-control-regex
    return (error as Error).message.replace(/\x1b\[\d+m/g, '');
  }
  throw new Error('the expectation holds');
}
