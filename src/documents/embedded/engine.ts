/** What can keep the data of an embedded server, and what the server needs to know of it. */
export interface Engine {
  readonly name: EngineName;
  /** As shown to a person: 'MongoDB 8.2.6'. */
  readonly title: string;
  readonly command: string;
  /** @param dbPath the folder with the data, which the engine has for itself */
  args(port: number, dbPath: string): readonly string[];
  /** Appears in the log once connections are taken. */
  readonly readyMark: string;
  /** What is to be done at every start before the server is of use; may be done again. */
  initiate?(port: number): Promise<void>;
  /** Done now and then while it is asked to end. */
  hasten?(port: number): Promise<void>;
}

export type EngineName = 'mongod' | 'secantus';

export const ENGINE_NAMES: readonly EngineName[] = ['mongod', 'secantus'];
