/**
 * Writes .env.example from the table of settings; with --check it only compares, and exits 1 when they differ.
 *
 * Usage: node scripts/env-example.ts [--check]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadConfig, SETTINGS } from '../src/config.ts';

const FILE = '.env.example';
const defaults = loadConfig({});

const text = `# Settings of goldpan: copy to .env and change what you need. Generated from src/config.ts by scripts/env-example.ts.
${Object.entries(SETTINGS)
  .map(([name, setting]) => {
    const value =
      defaults[name as keyof typeof defaults] ?? ('example' in setting ? setting.example : '');
    return `\n# ${setting.doc}\n#${name}=${value}\n`;
  })
  .join('')}`;

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, 'utf8') !== text) {
  console.error(`${FILE} does not match src/config.ts; run: node scripts/env-example.ts`);
  process.exitCode = 1;
}
