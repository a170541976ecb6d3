/** Which engine keeps a data folder: the one that made it, else the best that can be had here. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { StorageError } from '../../errors.ts';
import { ENGINE_NAMES, type Engine } from './engine.ts';
import { locked } from './locked.ts';
import { downloadedMongod, mongodEngine } from './mongod.ts';
import { readNote } from './note.ts';
import { secantusEngine } from './secantus.ts';

export interface Choice {
  readonly engine: Engine;
  /** Half a sentence: why this engine. */
  readonly reason: string;
}

export interface EngineFolders {
  /** The data and the memory of which engine made it. */
  readonly dataDir: string;
  /** What was downloaded and installed; several data folders may share it. */
  readonly toolsDir: string;
}

const engineNote = z.object({ engine: z.enum(ENGINE_NAMES) });

/** Where engines come from; tests replace single ones. */
export const engineSources = { mongodEngine, downloadedMongod, secantusEngine };

/**
 * Finds, downloads or sets up the engine of a data folder, and writes into the folder which one it is.
 *
 * @throws StorageError when none can be had, or when the one that made the folder cannot
 */
export async function chooseEngine(
  { dataDir, toolsDir }: EngineFolders,
  say: (line: string) => void,
  sources: typeof engineSources = engineSources,
): Promise<Choice> {
  const file = join(dataDir, 'engine.json');
  const made = (await readNote(file, engineNote))?.engine;
  if (made === undefined && existsSync(join(dataDir, 'db'))) {
    throw new StorageError(`It cannot be told which database made ${dataDir}: ${file} is broken.`, {
      hint: `Write {"engine": "mongod"} or {"engine": "secantus"} into it, or let DATA_DIR name a new folder.`,
    });
  }
  const secantus = () =>
    locked(toolsDir, 'tools', () => sources.secantusEngine(join(toolsDir, 'venv'), say));

  if (made === 'secantus') {
    return { engine: await secantus(), reason: `${dataDir} was made by it` };
  }
  const mongod = await findMongod(toolsDir, made === 'mongod', say, sources);
  if (typeof mongod !== 'string') {
    await remember(file, mongod.engine);
    return made === 'mongod' ? { ...mongod, reason: `${dataDir} was made by it` } : mongod;
  }
  if (made === 'mongod') {
    throw new StorageError(`${dataDir} was made by mongod, which cannot be had here: ${mongod}.`, {
      hint: 'Install mongod, set MONGODB_URI, or let DATA_DIR name a new folder.',
    });
  }
  const engine = await secantus();
  await remember(file, engine);
  return { engine, reason: `no mongod: ${mongod}` };
}

/** @returns the engine, or why there is none; a download that failed is not tried again, unless the data needs it */
async function findMongod(
  toolsDir: string,
  isNeeded: boolean,
  say: (line: string) => void,
  sources: typeof engineSources,
): Promise<Choice | string> {
  const onPath = await sources.mongodEngine('mongod');
  if (typeof onPath !== 'string') return { engine: onPath, reason: 'mongod is on the PATH' };
  const note = join(toolsDir, 'mongod-download-failed.txt');
  if (existsSync(note) && !isNeeded) {
    return `${onPath}, and a download failed before (delete ${note} to try again)`;
  }
  return locked(toolsDir, 'tools', async () => {
    say('Looking for a mongod, downloading it once if need be …');
    const downloaded = await sources.downloadedMongod(join(toolsDir, 'mongod'));
    if (typeof downloaded !== 'string') return { engine: downloaded, reason: 'it was downloaded' };
    await writeFile(note, `${new Date().toISOString()} ${downloaded}\n`);
    return `${onPath}, and ${downloaded}`;
  });
}

async function remember(file: string, { name }: Engine): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, `${JSON.stringify({ engine: name })}\n`);
}
