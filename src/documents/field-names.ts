/** camelCase in TypeScript, snake_case in MongoDB, for top-level names only; `id` is `_id`. */

/** @example snakeCase('authorFullName') // 'author_full_name' */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Both directions for the fields of one schema. Names outside the schema are not touched. */
export interface FieldNames {
  /** Documents and filters alike: values, operators inside them and keys below the top level stay as they are. */
  toMongo(document: object): Record<string, unknown>;
  fromMongo(raw: object): Record<string, unknown>;
}

export function fieldNames(fields: readonly string[]): FieldNames {
  const stored = new Map([
    ['id', '_id'],
    ...fields.map((name) => [name, snakeCase(name)] as const),
  ]);
  const typed = new Map([...stored].map(([name, snake]) => [snake, name]));
  return {
    toMongo: (document) => renamed(document, stored),
    fromMongo: (raw) => renamed(raw, typed),
  };
}

function renamed(record: object, names: ReadonlyMap<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [names.get(name) ?? name, value]),
  );
}
