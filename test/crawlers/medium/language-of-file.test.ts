import { expect, test } from 'vitest';
import { languageOfFile } from '../../../src/crawlers/medium/language-of-file.ts';

test.each([
  ['fit.go', 'go'],
  ['tide.model.PY', 'python'],
  ['Dockerfile', 'dockerfile'],
  ['styles.scss', 'scss'],
  ['january.csv', undefined],
  ['.bashrc', undefined],
  ['notes', undefined],
])('%s is read as %s', (name, language) => {
  expect(languageOfFile(name)).toBe(language);
});
