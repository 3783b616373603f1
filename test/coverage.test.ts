import { Session } from 'inspector';

test('coverage is counted without a debugger', () => {
  const session = new Session();
  session.connect();
  const answers: string[] = [];
  const note = (error: Error | null): void => void answers.push(error === null ? 'done' : 'not enabled');
  session.post('Debugger.enable', note);
  session.post('Debugger.setPauseOnExceptions', { state: 'none' }, note);
  session.post('Profiler.enable', note);
  session.disconnect();
  expect(answers).toEqual(['done', 'not enabled', 'done']);
});
